"""The public value: two of the council read the same, each for themselves, not before its hour."""

from datetime import timedelta

import pytest

from courses.retreats import refusals
from courses.retreats.actions.sharing import drawing
from courses.retreats.actions.sharing.drawing import Read
from courses.retreats.models import ReadValue, Round, RoundWork
from tests.courses.retreats.sharing.rounds import (
    DRAWN_AT,
    DRAWS_AT,
    VALUE,
    again,
    closed_round,
    committed_round,
    council,
    organiser,
    traces,
)
from tests.courses.retreats.sharing.test_committing import has_applied
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def round() -> Round:
    return committed_round(by=organiser())


@pytest.fixture
def nina() -> User:
    return council("nina")


def test_two_who_read_the_same_make_it_the_value_and_places_are_asked_for(round: Round, nina: User) -> None:
    first = drawing.read(round=round.pk, value=VALUE, by=nina, now=DRAWN_AT)
    assert (first, again(round).decided, again(round).value) == (Read.FIRST, "committed", "")

    second = drawing.read(round=round.pk, value=f"  {VALUE} ", by=council("petr"), now=DRAWN_AT)

    assert (second, again(round).decided, again(round).value) == (Read.AGREED, "drawn", VALUE)
    assert (RoundWork.objects.get().kind, RoundWork.objects.get().status) == ("share", "queued")
    assert traces(round)[-3:] == [
        ("nina", "retreats.read_value"),
        ("petr", "retreats.read_value"),
        ("petr", "retreats.draw"),
    ]


def test_one_person_is_never_two(round: Round, nina: User) -> None:
    for _time in range(3):
        assert drawing.read(round=round.pk, value=VALUE, by=nina, now=DRAWN_AT) is Read.FIRST

    assert (again(round).value, ReadValue.objects.count()) == ("", 1)


def test_different_readings_are_said_and_may_be_corrected_until_two_agree(round: Round, nina: User) -> None:
    petr = council("petr")
    drawing.read(round=round.pk, value="92,1243", by=nina, now=DRAWN_AT)

    assert drawing.read(round=round.pk, value=VALUE, by=petr, now=DRAWN_AT) is Read.DIFFERS
    assert again(round).decided == "committed"
    assert drawing.read(round=round.pk, value=VALUE, by=nina, now=DRAWN_AT) is Read.AGREED
    assert again(round).value == VALUE


def test_a_third_settles_what_two_read_differently(round: Round, nina: User) -> None:
    drawing.read(round=round.pk, value="92,1243", by=nina, now=DRAWN_AT)
    drawing.read(round=round.pk, value=VALUE, by=council("petr"), now=DRAWN_AT)

    assert drawing.read(round=round.pk, value=VALUE, by=council("ira"), now=DRAWN_AT) is Read.AGREED


def test_what_is_known_stays(round: Round, nina: User) -> None:
    for name in ("petr", "ira"):
        drawing.read(round=round.pk, value=VALUE, by=council(name), now=DRAWN_AT)

    assert drawing.read(round=round.pk, value=VALUE, by=nina, now=DRAWN_AT) is Read.AGREED
    with pytest.raises(refusals.NotAsItStands):
        drawing.read(round=round.pk, value="other", by=nina, now=DRAWN_AT)
    assert (again(round).value, ReadValue.objects.count()) == (VALUE, 2)


def test_not_before_its_hour_nor_before_the_commitment(round: Round, nina: User) -> None:
    with pytest.raises(refusals.NotToBeReadYet):
        drawing.read(round=round.pk, value=VALUE, by=nina, now=DRAWS_AT - timedelta(seconds=1))
    with pytest.raises(refusals.NotAsItStands):
        drawing.read(round=closed_round().pk, value=VALUE, by=nina, now=DRAWN_AT)

    assert not ReadValue.objects.exists()
    assert traces(round)[-1] == ("nina", "retreats.refused_step")


@pytest.mark.parametrize("value", ["", " \n\t", "7" * 513, "\x00"])
def test_nothing_and_too_much_are_no_value(round: Round, nina: User, value: str) -> None:
    with pytest.raises(refusals.NoValue):
        drawing.read(round=round.pk, value=value, by=nina, now=DRAWN_AT)


def test_whoever_applied_themselves_reads_nothing_in(round: Round, nina: User) -> None:
    has_applied(nina, round)

    with pytest.raises(refusals.HasApplied):
        drawing.read(round=round.pk, value=VALUE, by=nina, now=DRAWN_AT)

    assert not ReadValue.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" 12  34\n56 ", "12 34 56"), ("ﬁ①", "fi1"), ("12\u00a0345", "12 345"), ("a\u200bb", "a b")],
)
def test_a_value_has_one_form(typed: str, kept: str) -> None:
    assert drawing.plain(typed) == kept
