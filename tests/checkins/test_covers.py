"""Cover texts: shipped, kept by editors, seen as they arrive, and on the form as soon as they change."""

from collections import Counter
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms import generation
from tests.checkins.visiting import ASK
from tests.factories import accounts
from tests.factories.checkins import create_cover
from wellbeing.checkins import words
from wellbeing.checkins.actions import covers
from wellbeing.checkins.contents import LONGEST_SUBJECT, LONGEST_TEXT
from wellbeing.checkins.covers import shipped
from wellbeing.checkins.models import CoverText

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LIST = "/staff/cover-texts/"
FILLED = {
    "subject": "Почта",
    "text": "Заглянуть в ящик.",
    "language": "ru",
    "is_offered": "on",
    "position": "5",
}


def signed_in(role: str) -> Client:
    client = Client()
    accounts.sign_in(client, accounts.create_colleague(username="nadya", role=role))
    return client


def errors_on(page: Any) -> list[str]:
    soup = BeautifulSoup(page.content, "html.parser")
    return [" ".join(each.get_text(" ").split()) for each in soup.select(".w-field__errors .error-message")]


def test_at_least_eight_texts_of_each_language_are_shipped_and_fit() -> None:
    numbers = Counter(each.language for each in shipped())
    assert (numbers["ru"] >= 8, numbers["en"] >= 8) == (True, True)
    for each in shipped():
        assert words.read_subject(each.subject, LONGEST_SUBJECT) == each.subject
        assert words.read_text(each.text, LONGEST_TEXT) == each.text


def test_seeding_offers_them_in_their_order_and_does_nothing_twice() -> None:
    assert covers.seed_covers()
    assert [(each.language, each.subject) for each in CoverText.objects.offered()] == [
        (each.language, each.subject) for each in shipped()
    ]

    CoverText.objects.first().delete()
    assert not covers.seed_covers()
    assert CoverText.objects.count() == len(shipped()) - 1


def test_an_editor_adds_changes_and_removes_a_text() -> None:
    editor = signed_in("editor")

    assert editor.post(f"{LIST}add/", FILLED).status_code == 302
    cover = CoverText.objects.get()
    assert (cover.subject, cover.text, cover.language, cover.is_offered) == (
        "Почта",
        "Заглянуть в ящик.",
        "ru",
        True,
    )
    assert "Почта" in editor.get(LIST).content.decode()
    editor.post(f"{LIST}edit/{cover.pk}/", FILLED | {"text": "Потом."})
    assert CoverText.objects.get().text == "Потом."
    editor.post(f"{LIST}delete/{cover.pk}/")
    assert CoverText.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"subject": "Выгорание"}, "Это выдаёт, о чём сообщение: выгоран"),
        ({"text": "Привет, активистка"}, "Это выдаёт, о чём сообщение: активист"),
        ({"subject": "a\u200bb"}, "Здесь есть знак, которого не видно"),
        ({"text": "🌱" * 141}, "Слишком длинно."),
        ({"text": ""}, "Требуется заполнить это поле."),
    ],
)
def test_a_text_that_cannot_be_gets_a_sentence_beside_it(typed: dict[str, str], sentence: str) -> None:
    page = signed_in("editor").post(f"{LIST}add/", FILLED | typed)

    (said,) = errors_on(page)
    assert sentence in said
    assert CoverText.objects.count() == 0


def test_a_text_that_is_there_already_is_refused_on_the_form() -> None:
    create_cover(subject="Почта")

    page = signed_in("editor").post(f"{LIST}add/", FILLED)

    assert page.status_code == 200
    assert CoverText.objects.count() == 1


def test_an_editor_sees_it_as_it_arrives() -> None:
    cover = create_cover()
    editor = signed_in("editor")
    address = f"{LIST}preview/{cover.pk}/"

    told = editor.post(address, FILLED)
    page = editor.get(address, {"mode": ""})

    assert told.json()["is_valid"] is True
    shown = BeautifulSoup(page.content, "html.parser").find("main").get_text(" ")
    assert "Почта" in shown
    assert "Заглянуть в ящик." in shown
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("role", ["trainer", "council", "administrator", "coordinator"])
def test_nobody_else_keeps_them(role: str) -> None:
    cover = create_cover()
    other = signed_in(role)

    for address in (LIST, f"{LIST}add/", f"{LIST}edit/{cover.pk}/", f"{LIST}delete/{cover.pk}/"):
        assert other.get(address).status_code in {302, 403}, address
    other.post(f"{LIST}delete/{cover.pk}/")
    assert CoverText.objects.count() == 1


def test_the_menu_leads_there() -> None:
    assert LIST in signed_in("editor").get("/staff/").content.decode()


def test_a_list_of_three_takes_as_many_queries_as_a_list_of_one() -> None:
    editor = signed_in("editor")
    create_cover(subject="1")
    counts = [queries(editor)]
    create_cover(subject="2")
    create_cover(subject="3")

    counts.append(queries(editor))

    assert counts[0] == counts[1]


def queries(client: Client, address: str = LIST) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_every_change_makes_remembered_pages_stale(django_capture_on_commit_callbacks: Any) -> None:
    seen = [generation.current()]
    with django_capture_on_commit_callbacks(execute=True):
        cover = create_cover()
    seen.append(generation.current())
    with django_capture_on_commit_callbacks(execute=True):
        covers.save_cover(cover=cover)
    seen.append(generation.current())
    with django_capture_on_commit_callbacks(execute=True):
        CoverText.objects.all().delete()
    seen.append(generation.current())

    assert len(set(seen)) == 4


def test_the_form_takes_as_many_queries_with_three_texts_as_with_one() -> None:
    create_cover(subject="1")
    counts = [queries(Client(), ASK)]
    create_cover(subject="2")
    create_cover(subject="3")

    counts.append(queries(Client(), ASK))

    assert counts[0] == counts[1]
