"""The page about messages: the place code in the body opens it, and it shows exactly what arrives."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from courses.runs.actions import enrolling
from courses.runs.models import Contact
from courses.runs.public.pages import LENGTH
from tests.factories.runs import create_contact, create_run
from wellbeing.outbox.models import Due
from wellbeing.outbox.notes.throttles import MOST_A_DAY
from wellbeing.outbox.servers import Sender
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

PAGE, PLACE = "/ru/place/messages/", "/ru/place/"
FILLED = {"channel": "email", "address": "vera@example.org", "note": "plants", "ahead": "4"}


@pytest.fixture(autouse=True)
def _mail_is_offered(settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")


@pytest.fixture
def code() -> str:
    run = create_run(begins=timezone.now() + timedelta(days=30))
    return enrolling.enrol(run=run.pk, names=["Ива"], code=codes.draw(), now=timezone.now()).codes[0]


def send(code: str, do: str = "", page: str = PAGE, **typed: str) -> HttpResponse:
    fields = urlencode({"code": codes.show(code), "do": do, **typed})
    return Client().post(page, fields, content_type="application/x-www-form-urlencoded")


def text_of(page: HttpResponse) -> str:
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())


def test_an_address_is_given_confirmed_and_removed_on_the_page(code: str) -> None:
    given = send(code, "give", **FILLED)
    number = Contact.objects.get().contents().code
    confirmed = send(code, "confirm", number=number)
    row = Contact.objects.get()
    contents = row.contents()

    assert (given.status_code, confirmed.status_code, row.is_confirmed) == (200, 200, True)
    assert (contents.address, contents.note, contents.ahead, contents.language) == (
        "vera@example.org",
        "plants",
        4,
        "ru",
    )
    assert number not in given.content.decode()
    said = text_of(confirmed)
    assert "notes@example.org" in said
    assert "Полить цветы" in said
    assert "Пора полить цветы на окне." in said

    assert "vera@example.org" not in text_of(send(code, "remove"))
    assert Contact.objects.count() == 0


def test_the_place_leads_to_the_page_and_the_page_back(code: str) -> None:
    there = BeautifulSoup(send(code, page=PLACE).content, "html.parser")
    back = BeautifulSoup(send(code).content, "html.parser")

    assert [each["formaction"] for each in there.select("button[formaction]")] == [PAGE]
    assert PLACE in [form["action"] for form in back.select("form")]


def test_the_clock_is_that_of_the_run_at_first(code: str) -> None:
    page = BeautifulSoup(send(code).content, "html.parser")

    assert [each["value"] for each in page.select("select[name=ahead] option[selected]")] == ["4"]


def test_a_wrong_address_stays_typed_and_is_explained(code: str) -> None:
    answer = send(code, "give", **FILLED | {"address": "vera(at)example"})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 400
    assert page.select_one("input[name=address]")["value"] == "vera(at)example"
    assert page.select_one("#id_address_error") is not None
    assert Contact.objects.count() == 0


@pytest.mark.parametrize("do", ["give", "confirm"])
def test_an_empty_form_gets_sentences(code: str, do: str) -> None:
    send(code, "give", **FILLED)

    answer = send(code, do)

    assert (answer.status_code, Contact.objects.count()) == (400, 1)
    assert "caution" in answer.content.decode()


def test_a_wrong_number_is_told_and_the_right_one_twice_is_no_mistake(code: str) -> None:
    send(code, "give", **FILLED)
    number = Contact.objects.get().contents().code

    assert send(code, "confirm", number="12").status_code == 400
    assert [send(code, "confirm", number=number).status_code for _ in range(2)] == [200, 200]
    assert send(code, "confirm", number="12").status_code == 200


def test_without_a_key_there_is_a_sentence_and_nothing_is_kept(code: str, settings: Any) -> None:
    settings.SEAL_KEYS = []

    answer = send(code, "give", **FILLED)

    assert (answer.status_code, Contact.objects.count(), Due.objects.count()) == (503, 0, 0)
    assert "нет ключа" in text_of(answer)
    assert send(code).status_code == 200


def test_a_lost_key_is_told_and_the_address_can_go(code: str, settings: Any) -> None:
    create_contact(code=code)
    settings.SEAL_KEYS = [bytes(32)]

    assert "не открывается" in text_of(send(code))
    assert send(code, "remove").status_code == 200
    assert Contact.objects.count() == 0


def test_too_many_numbers_are_told(code: str) -> None:
    for count in range(MOST_A_DAY):
        send(code, "give", **FILLED | {"address": f"{count}@example.org"})

    assert send(code, "give", **FILLED).status_code == 429


def test_a_wrong_code_is_answered_as_on_the_place_page_and_every_answer_has_one_length(code: str) -> None:
    send(code, "give", **FILLED)
    sizes = {
        len(send(typed, do, **FILLED, number="1").content)
        for typed in (code, codes.draw(), "x")
        for do in ("", "give", "confirm", "remove")
    }

    assert sizes == {LENGTH}
    assert Client().get(PAGE).status_code == 200


def test_nothing_is_offered_where_no_channel_is_configured(code: str, settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {}

    answer = send(code)

    assert (answer.status_code, 'name="address"' in answer.content.decode()) == (200, False)
    assert send(code, "give", **FILLED).status_code == 400
    assert Contact.objects.count() == 0
