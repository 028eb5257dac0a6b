"""Wagtail's own pages, asked by every role for all there is: nothing breaks, and nobody reads too much."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from wagtail_localize.models import Translation

from cms.actions import seed_site
from cms.models import ContentPage, HelpEntry
from tests.conventions.url_map import entries
from tests.factories.accounts import create_colleague, sign_in
from wellbeing.accounts import roles
from wellbeing.accounts.models import User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.service,
    # Of Wagtail's report of translations; without effect but for the order of its rows.
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
]

DRAFT = "Ещё никому не видно"
ENTRY = "Горячая линия, о которой не всем"
# Where a walk would end its own session.
AWAY = ("/staff/logout/", "/staff/login/")


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole content once for this module, one page of it a draft."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed_site(by=create_colleague(username="author"), today=date(2026, 11, 22))
        page = ContentPage.objects.filter(locale__language_code="ru").first()
        page.title = DRAFT
        page.unpublish()
        page.save()
        page.save_revision()
        HelpEntry.objects.update(name_ru=ENTRY)
        yield
        transaction.set_rollback(True)


def signed_in(client: Client, role: str) -> Client:
    sign_in(client, create_colleague(username="nadya", role=role))
    client.raise_request_exception = False
    return client


def page_number() -> int:
    return ContentPage.objects.get(title=DRAFT).pk


def ask(client: Client, method: str, address: str) -> Any:
    """An answer, with whatever it changed taken back."""
    point = transaction.savepoint()
    try:
        return getattr(client, method)(address)
    finally:
        transaction.savepoint_rollback(point)


def addresses() -> list[str]:
    found = [entry.address() for entry in entries() if not entry.is_public]
    number = page_number()
    real = {
        address.replace("/1/", f"/{number}/", 1) for address in found if address.startswith("/staff/pages/")
    }
    return sorted({address for address in found if address and not address.startswith(AWAY)} | real)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_no_address_breaks_however_bare_it_is_asked_for(client: Client, role: str, method: str) -> None:
    signed_in(client, role)

    broken = {
        address: answer.status_code
        for address in addresses()
        if (answer := ask(client, method, address)).status_code >= 500
    }

    assert broken == {}


@pytest.mark.parametrize("role", ["trainer", "administrator"])
def test_nobody_but_editors_reads_the_title_of_a_draft(client: Client, role: str) -> None:
    signed_in(client, role)
    number = page_number()
    asked = [
        "/staff/localize/reports/translations/",
        "/staff/localize/reports/translations/results/",
        "/staff/localize/reports/translations/?export=csv",
        "/staff/choose-page/",
        "/staff/choose-page/search/?q=видно",
        f"/staff/choose-page/chosen-multiple/?id={number}",
        f"/staff/pages/{number}/move/{number}/confirm/",
        f"/staff/bulk/wagtailcore/page/delete/?id={number}",
        "/staff/tag-autocomplete/?term=a",
    ]

    assert {address: client.get(address).status_code for address in asked} == dict.fromkeys(asked, 403)
    assert "Это не для вашей роли" in client.get(asked[0]).text
    readable = [a for a in addresses() if DRAFT in _text(ask(client, "get", a))]
    assert readable == []
    assert reverse("wagtail_localize:translations_report") not in client.get("/staff/").text


def test_editors_work_with_all_of_it(client: Client) -> None:
    signed_in(client, "editor")
    report = client.get("/staff/localize/reports/translations/")

    assert report.status_code == 200
    assert DRAFT in client.get(f"/staff/pages/{page_number()}/edit/").text
    assert client.get("/staff/choose-page/").status_code == 200
    assert client.get("/staff/choose-external-link/").status_code == 200
    link = {"external-link-chooser-url": "https://example.org/", "external-link-chooser-link_text": "x"}
    assert "example.org" in client.post("/staff/choose-external-link/", link).text
    assert reverse("wagtail_localize:translations_report") in client.get("/staff/").text


@pytest.mark.parametrize("role", ["assessor"])
def test_the_help_directory_is_listed_for_who_may_see_it_alone(client: Client, role: str) -> None:
    signed_in(client, role)
    entry = HelpEntry.objects.latest("pk")

    readable = [a for a in addresses() if ENTRY in _text(ask(client, "get", a))]

    assert readable == []
    assert ENTRY not in client.get(f"/staff/bulk/cms/helpentry/delete/?id={entry.pk}").text


@pytest.mark.parametrize(
    "address",
    [
        "/staff/localize/api/snippets/cms/helpentry/",
        "/staff/snippets/choose/cms/helpentry/",
        "/staff/snippets/choose/cms/helpentry/create/",
        "/staff/workflows/task_chooser/",
        "/staff/failwhale/",
        "/staff/pages/1/set_position/",
    ],
)
def test_what_nothing_leads_to_is_not_there(client: Client, address: str) -> None:
    signed_in(client, "editor")

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 404
        assert "Такой страницы нет" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/staff/choose-external-link/",
        "/staff/pages/{page}/edit/",
        "/staff/pages/{page}/copy/",
        "/staff/localize/translate/{translation}/pofile/upload/",
    ],
)
def test_a_form_without_its_fields_is_refused_with_a_sentence(
    client: Client, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    signed_in(client, "editor")

    translation = Translation.objects.earliest("pk").pk
    answer = client.post(address.format(page=page_number(), translation=translation))

    assert answer.status_code == 400
    assert "Запрос не получилось прочитать" in answer.text
    assert [record.levelname for record in caplog.records if record.name.startswith("wellbeing")] == [
        "WARNING"
    ]


def test_a_failure_of_another_kind_is_not_hidden(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_user: User) -> str:
        raise KeyError("a slip of ours")

    signed_in(client, "editor")
    monkeypatch.setattr("wellbeing.accounts.guards.works_on_pages", fail)

    assert client.get("/staff/pages/").status_code == 500


def _text(answer: Any) -> str:
    return "" if answer.streaming else answer.content.decode()


@pytest.mark.parametrize("role", [role.code for role in roles.every()])
def test_nobody_reads_the_history_of_the_whole_site(client: Client, role: str) -> None:
    """It would show to whoever has any permission about trainers what was done in all regions."""
    signed_in(client, role)
    asked = [
        f"/staff/reports/site-history/{rest}" for rest in ("", "results/", "?export=csv", "?export=xlsx")
    ]

    assert {address: client.get(address).status_code for address in asked} == dict.fromkeys(asked, 404)
    assert reverse("wagtailadmin_reports:site_history") not in client.get("/staff/").text
