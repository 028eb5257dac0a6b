"""Applying at once: one application for one form, one use of one code, and an hour that nobody crosses."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import override_settings

from courses.retreats import frozen, opened, refusals
from courses.retreats.actions.applying import applying, withdrawing
from courses.retreats.actions.sharing import closing
from courses.retreats.models import Application, Recommendation, Round, SealedPart
from courses.retreats.models.choices import Part
from courses.retreats.rules import words
from tests.courses.retreats.public.visiting import retreats_of, seat_readers
from tests.courses.runs.test_races import at_once
from tests.factories.retreats import NOW, create_house, create_retreat, create_round
from tests.factories.trainers import create_trainer
from wellbeing.accounts.models import SealedRecord, WrappedKey
from wellbeing.privacy import codes

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(
        transaction=True, available_apps=["courses.retreats", "trainers", "wellbeing.accounts"]
    ),
]

CLOSES = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


@pytest.fixture
def round() -> Round:
    made = create_round(closes_at=CLOSES, draws_at=CLOSES + timedelta(days=2))
    create_retreat(round=made, house=create_house(rooms=[2, 2]))
    seat_readers(made)
    return Round.objects.get(pk=made.pk)


def say(round: Round, **changes: object) -> applying.Said:
    wish = str(retreats_of(round)[0].pk)
    whom = {Part.SAFETY: words.Safety("Кедр")}
    return applying.Said(**{"name": "Ива", "region": "RU-TOM", "wishes": (wish,), "words": whom, **changes})  # type: ignore[arg-type]


def applying_with(round: Round, once: str, *, now: datetime = NOW, **changes: object) -> Callable[[], object]:
    said = say(round, **changes)
    return lambda: applying.apply(round=round.pk, said=said, once=once, now=now)


def test_of_many_who_press_twice_at_once_each_has_one_application_with_its_records(round: Round) -> None:
    pages = [codes.draw() for _page in range(12)]

    assert at_once([applying_with(round, once) for once in pages * 2], threads=8) == ["done"] * 24

    assert (Application.objects.count(), SealedPart.objects.count()) == (12, 36)
    assert {each.parts.count() for each in Application.objects.all()} == {3}


def test_one_recommendation_is_used_by_one_of_many(round: Round) -> None:
    code = codes.draw()
    Recommendation.objects.create(pk=codes.lookup_id(code), round=round, trainer=create_trainer(), need=3)

    ends = at_once(
        [applying_with(round, codes.draw(), recommendation=code) for _person in range(8)], threads=8
    )

    assert sorted(ends) == sorted(["done", *["NoSuchRecommendation"] * 7])
    assert [each.facts.recommended for each in opened.opened(round).values()] == [3]


def test_whoever_came_in_time_is_in_the_closed_case_and_nobody_else_has_an_application(round: Round) -> None:
    in_time, late = CLOSES - timedelta(microseconds=1), CLOSES
    comes = [applying_with(round, codes.draw(), now=in_time) for _person in range(12)]
    misses = [applying_with(round, codes.draw(), now=late) for _person in range(4)]
    closes = CLOSES + closing.GRACE

    ends = at_once([*comes, lambda: closing.close(round=round.pk, now=closes), *misses], threads=8)

    there = set(opened.opened(round))
    case = frozen.closed_case(Round.objects.get(pk=round.pk)).case
    assert set(ends) <= {"done", "ApplicationsClosed"}
    assert {each.ticket for each in case.applicants if each.wishes} == there
    assert len(there) == ends.count("done") - 1


def test_the_hour_decides_also_before_anybody_closed(round: Round) -> None:
    with pytest.raises(refusals.ApplicationsClosed):
        applying_with(round, codes.draw(), now=CLOSES)()
    applying_with(round, codes.draw(), now=CLOSES - timedelta(microseconds=1))()

    assert Application.objects.count() == 1


@override_settings(RETREAT_APPLICATIONS={"minute": 10_000})
def test_changing_and_deleting_at_once_leave_nothing_and_block_nobody(round: Round) -> None:
    made = [
        applying.apply(round=round.pk, said=say(round), once=codes.draw(), now=NOW).code for _n in range(12)
    ]

    def changing(code: str) -> Callable[[], object]:
        said = say(round, name="Клён", words={part: words.KINDS[part]() for part in words.KINDS})
        return lambda: applying.change(code=code, said=said, now=NOW)

    def deleting(code: str) -> Callable[[], object]:
        return lambda: withdrawing.delete(code=code)

    acts = [
        act for code in made for act in (changing(code), deleting(code), applying_with(round, codes.draw()))
    ]
    ends = at_once(acts, threads=8)

    assert set(ends) <= {"done", "NoSuchApplication"}
    assert (Application.objects.count(), SealedPart.objects.count()) == (12, 36)
    assert SealedRecord.objects.count() == 36
    assert WrappedKey.objects.count() == 36
