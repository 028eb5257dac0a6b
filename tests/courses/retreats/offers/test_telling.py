"""Whoever left an address is told when places are offered or offers end, and nobody else."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from courses.retreats import opened, source
from courses.retreats.actions.applying import contacts, withdrawing
from courses.retreats.actions.offers import answers, filling
from courses.retreats.models import RetreatContact
from courses.retreats.public.pages import LENGTH
from tests.courses.retreats.offers.rounds import Published, later, publish
from tests.factories.retreats import NOW
from wellbeing.outbox.actions import scheduling
from wellbeing.outbox.models import Due
from wellbeing.outbox.notes.contents import Contents
from wellbeing.outbox.servers import Sender
from wellbeing.outbox.sources import source as source_named

pytestmark = [pytest.mark.service, pytest.mark.django_db]

FILLED = {"channel": "email", "address": "vera@example.org", "note": "plants", "ahead": "4"}


@pytest.fixture(autouse=True)
def _mail_is_offered(settings: Any) -> None:
    cache.clear()
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")


def send(code: str, do: str, **typed: str) -> HttpResponse:
    body = urlencode({"code": code, "do": do, **typed})
    answer: Any = Client().post(
        "/ru/application/messages/", body, content_type="application/x-www-form-urlencoded"
    )
    assert len(answer.content) == LENGTH
    return answer


def leave(code: str, number: int = 0) -> None:
    contents = Contents(f"vera{number}@example.org", "note", 0, language="ru")
    row = contacts.give(code=code, channel="email", contents=contents, now=NOW)
    contacts.confirm(code=code, number=row.contents().code)
    scheduling.cancel(ids=[row.line])


def told(published: Published) -> list[int]:
    """Which people a message waits for, by their number."""
    lines = set(Due.objects.filter(source="retreats").values_list("pk", flat=True))
    found = dict(RetreatContact.objects.filter(line__in=lines).values_list("application", "line"))
    return [n for n, code in enumerate(published.codes) if opened.find(code).pk in found]


def test_an_address_is_given_confirmed_and_removed_on_the_page() -> None:
    code = publish(people=2, now=timezone.now()).codes[0]
    assert send(code, "give", **FILLED).status_code == 200
    number = RetreatContact.objects.get().contents().code
    assert send(code, "confirm", number="0").status_code == 400
    assert send(code, "confirm", number=number).status_code == 200
    assert RetreatContact.objects.get().is_confirmed
    assert "vera@example.org" in send(code, "").content.decode()
    assert send(code, "remove").status_code == 200
    assert (RetreatContact.objects.count(), Due.objects.count()) == (0, 0)


def test_whoever_moves_up_and_whose_offer_ended_is_told() -> None:
    published = publish(people=[{"need": 3 - n} for n in range(4)])
    for number, code in enumerate(published.codes):
        leave(code, number)
    answers.decline(code=published.codes[0], now=later(1))
    assert told(published) == []
    filling.fill(round=published.round.pk, now=later(2))
    assert told(published) == [2]
    answers.lapse(now=later(72))
    assert told(published) == [1, 2]


def test_the_outbox_finds_its_words_and_nothing_for_whoever_deleted_everything() -> None:
    published = publish(people=2)
    leave(published.codes[0])
    (line,) = RetreatContact.objects.values_list("line", flat=True)
    assert source_named("retreats") is source
    ((found, letter),) = source.open_letters([line], NOW)
    assert (found, letter is not None) == (line, True)
    withdrawing.delete(code=published.codes[0])
    assert list(source.open_letters([line], NOW)) == []
