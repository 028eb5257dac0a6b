"""Why somebody has no place, on a page of organisers and the council: by ticket, in the words they read."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from courses.retreats import frozen, opened, reasons_in_words, refusals
from courses.retreats.actions.committee import declaring
from courses.retreats.models import Frozen, Round
from courses.retreats.rules.policy import Policy
from tests.courses.retreats.offers.rounds import Published, publish
from tests.courses.retreats.offers.test_pages import press
from tests.courses.retreats.offers.test_pages import text as said_to
from tests.courses.retreats.sharing.rounds import closed_round, council, everybody_declares, organiser
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NEEDS = [{"need": 3}, {"need": 2}, {"need": 1}, {"need": 0}]
# Two come together or not at all, and the third must not meet one of them.
APART = [{"need": 3}, {"need": 3, "bound": 0}, {"need": 3, "apart": 0}]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def olga() -> User:
    return organiser()


def shared_out(**more: Any) -> Published:
    found = publish(now=timezone.now(), **{"people": NEEDS, **more})
    Round.objects.filter(pk=found.round.pk).update(appeals_end_on=timezone.localdate() + timedelta(days=9))
    everybody_declares()
    return found


def address(round: Round) -> str:
    return reverse("retreats_staff:round_whys", args=[round.pk])


def ticket(published: Published, number: int) -> str:
    return opened.find(published.codes[number]).facts().ticket


def look(user: User, published: Published, typed: str | None = None) -> HttpResponse:
    asked = {} if typed is None else {"ticket": typed}
    return client_of(user).get(address(published.round), asked)


def reasons(answer_text: str) -> str:
    """What stands from the title of the retreat on to the line of the order."""
    found = re.search(r"Выезд \d+ .*?Строка \d из \d.*?»\.", answer_text)
    assert found, answer_text
    return found[0]


def names(round: Round) -> list[str]:
    return [each.facts.name for each in opened.opened(round).values()]


def test_a_ticket_opens_the_very_words_that_the_person_reads(olga: User) -> None:
    published = shared_out()
    for who in (olga, council("ira")):
        shown = text(look(who, published, ticket(published, 2).lower()))
        assert reasons(shown) == reasons(said_to(press(published.codes[2])))
        assert "на странице своей заявки" in shown
        assert not [name for name in names(published.round) if name in shown]


def test_the_list_has_those_without_a_place_and_no_others(olga: User) -> None:
    published = shared_out()
    page = look(olga, published).content.decode()
    linked = re.findall(r'href="\?ticket=(\w+)"', page)
    assert linked == sorted(ticket(published, number) for number in (2, 3))

    narrowed = look(olga, published, ticket(published, 3)[2:]).content.decode()
    assert re.findall(r'href="\?ticket=(\w+)"', narrowed) == [ticket(published, 3)]
    assert "Место предлагали" in text(look(olga, published, ticket(published, 0)))
    assert str(refusals.NoSuchTicket.sentence) in text(look(olga, published, "НЕТ"))


@pytest.mark.parametrize("typed", ["", "   ", "Ж" * 4000, "<script>", "\x00"])
def test_whatever_is_typed_is_a_page(olga: User, typed: str) -> None:
    assert look(olga, shared_out(), typed).status_code == 200


def test_who_must_not_meet_has_no_sentence_here_either(olga: User) -> None:
    published = shared_out(people=APART, places=(2,), policy=Policy())
    number = published.standings().index("")
    shown = text(look(olga, published, ticket(published, number)))
    facts = opened.find(published.codes[number]).facts()
    (why,) = reasons_in_words.why(frozen.closed_case(published.round), facts)

    assert why.sentence == reasons_in_words.ALL_TOGETHER
    assert str(why.sentence) in shown
    with translation.override("en"):
        assert "must not meet" not in str(why.sentence)


def test_whoever_applied_or_is_close_reads_nothing(olga: User) -> None:
    published = shared_out()
    lena, rada = organiser("lena"), organiser("rada")
    declaring.know_again(round=published.round.pk, ticket=ticket(published, 2), by=lena)
    declaring.declare(round=published.round.pk, applied=True, close=[], forget=False, by=rada)

    assert f"{ticket(published, 2)} для кого-то другого из коллег" in text(look(lena, published))
    assert f'?ticket={ticket(published, 2)}"' not in look(lena, published).content.decode()
    assert "Строка" not in text(look(lena, published, ticket(published, 2)))
    assert "Строка" in text(look(lena, published, ticket(published, 3)))
    shut = look(rada, published)
    assert (shut.status_code, str(refusals.YourOwnRound.sentence) in shut.content.decode()) == (
        403,
        True,
    )
    assert ticket(published, 2) not in shut.content.decode()


def test_whoever_said_nothing_yet_says_so_first_and_comes_back() -> None:
    published = shared_out()
    sveta = User.objects.get(pk=organiser("sveta").pk)
    published.round.conflicts.filter(user=sveta).delete()
    here = f"{address(published.round)}?ticket={ticket(published, 2)}"
    client = client_of(sveta)

    asked = client.get(here)
    after = client.post(asked.headers["Location"], {"close": ""})
    assert after.headers["Location"] == here


def test_it_is_reached_from_the_page_of_a_published_round_alone(olga: User) -> None:
    published, other = shared_out(), closed_round()
    pages = [reverse("retreats_staff:round", args=[each.pk]) for each in (published.round, other)]
    found = [
        address(each) in _page(client_of(olga), page)
        for each, page in zip((published.round, other), pages, strict=True)
    ]
    assert found == [True, False]
    led = client_of(olga).get(address(other), follow=True)
    assert str(refusals.NotAsItStands.sentence) in text(led)


def test_once_the_case_is_erased_there_is_a_sentence(olga: User) -> None:
    published = shared_out()
    gone = ticket(published, 2)
    Frozen.objects.all().delete()
    published.round.conflicts.all().delete()

    shown = look(olga, published, gone)
    assert (shown.status_code, gone in shown.content.decode()) == (200, False)
    assert "стёрто" in text(shown)


def _page(client: Client, page: str) -> str:
    return client.get(page).content.decode()
