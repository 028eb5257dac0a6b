"""What colleagues do with the help directory and see of the style."""

import json
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms import actions
from cms.models import HelpEntry, HomePage
from cms.style import STYLE
from tests.factories import accounts
from tests.factories.cms import TODAY, create_colleague, create_help_entry
from wellbeing.accounts.models import User

pytestmark = pytest.mark.django_db

LIST = "/staff/to-verify/"


def signed_in(role: str) -> tuple[Client, User]:
    """A colleague of this role, past the second factor."""
    client, user = Client(), accounts.create_colleague(username="nadya", role=role)
    accounts.sign_in(client, user)
    return client, user


def create_old_entry(**fields: object) -> HelpEntry:
    """One that left the public page before whatever day this test runs on."""
    long_ago = timezone.localdate() - timedelta(days=100)
    return create_help_entry(verified_on=long_ago, verified_by=create_colleague(), **fields)


def test_verifying_records_the_day_and_the_colleague() -> None:
    entry = create_help_entry(days_ago=120)
    by = create_colleague(username="nadya")

    actions.verify_help_entry(entry=entry, by=by, today=TODAY)

    entry.refresh_from_db()
    assert (entry.verified_on, entry.verified_by) == (TODAY, by)
    assert list(HelpEntry.objects.current(TODAY)) == [entry]
    assert not HelpEntry.objects.to_verify(TODAY).exists()


def test_one_press_brings_an_entry_back_to_the_public_page() -> None:
    entry, other = create_old_entry(name_ru="Линия"), create_help_entry(name_ru="Другая")
    client, member = signed_in("coordinator")
    assert "Линия" in client.get(LIST).content.decode()

    response = client.post(LIST, {"entry": entry.pk}, follow=True)

    entry.refresh_from_db()
    other.refresh_from_db()
    assert (entry.verified_by, entry.verified_on, other.verified_on) == (member, timezone.localdate(), None)
    listed = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    assert ("Линия" in listed, "Другая" in listed) == (False, True)


@pytest.mark.parametrize("entry", ["", "0", "x", "-1", "9" * 30])
def test_a_press_for_no_entry_is_not_found(entry: str) -> None:
    client, _ = signed_in("coordinator")

    assert client.post(LIST, {"entry": entry}).status_code == HTTPStatus.NOT_FOUND


def test_who_may_only_look_may_not_verify() -> None:
    entry = create_old_entry()
    client, _ = signed_in("trainer")

    assert client.get(LIST).status_code == HTTPStatus.FORBIDDEN
    assert client.post(LIST, {"entry": entry.pk}).status_code == HTTPStatus.FORBIDDEN
    assert "/staff/to-verify/" not in client.get("/staff/").content.decode()
    entry.refresh_from_db()
    assert entry.verified_by is not None
    assert entry.verified_by.username == "vera"


def test_a_stranger_is_led_to_signing_in() -> None:
    assert Client().get(LIST).headers["Location"].startswith("/staff/login/")


def test_the_menu_and_the_first_page_say_how_many_wait() -> None:
    client, _ = signed_in("coordinator")
    create_old_entry(name_ru="Линия")
    create_help_entry(name_ru="Никем не проверенная")

    page = client.get("/staff/").content.decode()

    assert json.dumps("Проверить (2)") in page
    assert "Ждут 2 записи" in page
    assert "Никем не проверенная: не показывается" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        create_help_entry(name_ru=f"Линия {number}", ways=2)
    client, _ = signed_in("coordinator")
    client.get(LIST)

    with django_assert_num_queries(8):
        page = client.get(LIST).content.decode()

    assert page.count("Всё верно: Линия") == count


@pytest.mark.parametrize("waits", ["to_verify", "current"])
def test_the_directory_can_be_narrowed_to_what_waits(waits: str) -> None:
    create_help_entry(name_ru="Свежая", verified_on=timezone.localdate(), verified_by=create_colleague())
    create_help_entry(name_ru="Забытая")
    client, _ = signed_in("editor")

    page = client.get(f"/staff/help/?waits={waits}").content.decode()

    assert ("Свежая" in page, "Забытая" in page) == (waits == "current", waits == "to_verify")


def test_an_editor_adds_an_entry_with_its_ways() -> None:
    client, _ = signed_in("editor")
    fields = {
        "name_ru": "Линия",
        "about_ru": "Слушают.",
        "operator_type": "ngo",
        "affirming": "yes",
        "asks_for_ru": "Ничего.",
        "reachable_from": "both",
        "is_round_the_clock": "on",
        "cost": "free",
        "languages": ["ru", "en"],
        "position": "0",
        "contacts-TOTAL_FORMS": "1",
        "contacts-INITIAL_FORMS": "0",
        "contacts-MIN_NUM_FORMS": "1",
        "contacts-MAX_NUM_FORMS": "1000",
        "contacts-0-kind": "email",
        "contacts-0-value": "a@example.org",
        "contacts-0-ORDER": "1",
        "verified_on": "2026-11-22",
    }

    response = client.post("/staff/help/add/", fields)

    assert response.status_code == HTTPStatus.FOUND, response.content.decode()
    entry = HelpEntry.objects.get()
    assert (entry.name_ru, entry.languages, entry.verified_on) == ("Линия", ["ru", "en"], None)
    assert [way.value for way in entry.contacts.all()] == ["a@example.org"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_page_shows_every_block_and_component(scheme: str) -> None:
    client, _ = signed_in("trainer")
    whole = client.get("/staff/style/").content.decode()
    page = client.get(f"/staff/style/{scheme}/").content.decode()

    assert f'src="/staff/style/{scheme}/"' in whole
    assert f":root{{color-scheme:{scheme};" in page
    for component in (
        "callout",
        "notice",
        "question",
        "options",
        "steps",
        "fact",
        "links",
        "stack",
        "sources",
        "bar",
        "code",
        "card",
        "field",
        "picture",
    ):
        assert f'class="{component}' in page, component
    assert client.get("/staff/style/sepia/").status_code == HTTPStatus.NOT_FOUND


def test_editors_see_each_block_in_the_style_of_the_site_before_they_choose_it() -> None:
    client, _ = signed_in("editor")
    for block in HomePage.body.field.stream_block.child_blocks.values():
        page = client.get(f"/staff/block-preview/?id={block.definition_prefix}").content.decode()
        assert f"<style>{STYLE}</style>" in page
        assert len(page.partition("<main>")[2].partition("</main>")[0].strip()) > 0


def test_the_admin_has_files_for_who_writes_lessons() -> None:
    client, _ = signed_in("editor")
    page = client.get("/staff/").content.decode()

    assert '"url": "/staff/help/"' in page
    assert '"url": "/staff/documents/"' in page
