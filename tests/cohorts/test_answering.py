"""Answering once in the wave that is open, by a personal code."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import override_settings

from tests.factories.cohorts import (
    AFTER,
    AFTER_CLOSES,
    BEFORE,
    BEFORE_CLOSES,
    DAY,
    LATER,
    LATER_CLOSES,
    MEASURE,
    answer,
    create_code,
    create_cohort,
    freeze,
)
from wellbeing.cohorts import refusals
from wellbeing.cohorts.actions.answering import Opening, find
from wellbeing.cohorts.models import Answer, Cohort, Secret, Spent, Wave
from wellbeing.cohorts.rules import packing
from wellbeing.cohorts.rules.waves import Kind
from wellbeing.cohorts.sealed import answers_of
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def answered(kind: Kind = Kind.BEFORE) -> list[tuple[int, int]]:
    """Value and band of each answer of the one cohort, the lowest first."""
    secret = Secret.objects.get().contents()
    assert secret
    wave = Wave.objects.get(kind=kind.value)
    found = [packing.unpack(content) for content in answers_of(wave, secret)]
    return sorted((int(each.value), each.band) for each in found)


def test_a_code_opens_the_wave_of_its_cohort_until_and_after_it_answered() -> None:
    create_cohort(language="en")
    cohort = create_cohort(language="ru")
    code = create_code(cohort)
    assert find(code, today=BEFORE) == Opening(Kind.BEFORE, "ru", "", has_answered=False)

    assert answer(code)
    assert find(code, today=BEFORE) == Opening(Kind.BEFORE, "ru", MEASURE, has_answered=True)
    assert find(create_code(cohort), today=BEFORE).has_answered is False
    assert find(code, today=AFTER) == Opening(Kind.AFTER, "ru", MEASURE, has_answered=False)


def test_a_code_is_found_however_it_is_typed() -> None:
    code = create_code(create_cohort())

    assert find(f"  {codes.show(code).lower()} ", today=BEFORE).wave is Kind.BEFORE
    assert answer(codes.show(code))
    assert not answer(code)


def test_the_first_answer_of_a_code_stands() -> None:
    cohort = create_cohort()
    code = create_code(cohort)

    assert answer(code, value=30, band=1)
    assert not answer(code, value=70, band=2)
    assert answer(create_code(cohort), value=90, band=2)
    assert answered() == [(30, 1), (90, 2)]
    assert Spent.objects.count() == 2


def test_the_same_code_answers_once_in_each_wave() -> None:
    code = create_code(create_cohort())

    assert [answer(code, today=day) for day in (BEFORE, AFTER, LATER)] == [True] * 3
    assert [answer(code, today=day) for day in (BEFORE_CLOSES, AFTER_CLOSES, LATER_CLOSES)] == [False] * 3
    assert {kind: len(answered(kind)) for kind in Kind} == dict.fromkeys(Kind, 1)


@pytest.mark.parametrize(
    ("day", "opens_on"),
    [
        (BEFORE - DAY, BEFORE),
        (BEFORE_CLOSES + DAY, AFTER),
        (AFTER - DAY, AFTER),
        (AFTER_CLOSES + DAY, LATER),
        (LATER_CLOSES + DAY, None),
    ],
)
def test_between_the_waves_it_is_said_when_the_next_one_opens(day: date, opens_on: date | None) -> None:
    code = create_code(create_cohort())

    with pytest.raises(refusals.NotOpen) as looked:
        find(code, today=day)
    with pytest.raises(refusals.NotOpen) as answering:
        answer(code, today=day)
    assert (looked.value.opens_on, answering.value.opens_on) == (opens_on, opens_on)
    assert not Answer.objects.exists()


def test_a_wave_that_is_frozen_takes_no_answer_whatever_the_day() -> None:
    code = create_code(create_cohort())
    freeze(today=BEFORE_CLOSES + DAY)

    with pytest.raises(refusals.NotOpen) as refused:
        answer(code, today=BEFORE_CLOSES)
    assert refused.value.opens_on == AFTER
    assert not Answer.objects.exists()


def test_another_version_of_the_questionnaire_is_refused_in_every_wave() -> None:
    cohort = create_cohort()
    answer(create_code(cohort), measure="week-1")
    code = create_code(cohort)

    for day in (BEFORE, AFTER):
        with pytest.raises(refusals.OtherMeasure):
            answer(code, measure="week-2", today=day)
    assert Answer.objects.count() == Spent.objects.count() == 1
    assert answer(code, measure="week-1")
    assert Cohort.objects.get().measure == "week-1"


@pytest.mark.parametrize("typed", ["", "A", "ЁЖ", "A" * 20, "A" * 400, "0" * 20])
def test_what_is_no_code_finds_nothing(typed: str) -> None:
    create_cohort()

    with pytest.raises(refusals.NoSuchCode):
        find(typed, today=BEFORE)
    with pytest.raises(refusals.NoSuchCode):
        answer(typed)


def test_a_place_code_is_no_personal_code() -> None:
    create_cohort()

    with pytest.raises(refusals.NoSuchCode):
        find(codes.draw(), today=BEFORE)


@pytest.mark.parametrize(("value", "band"), [("101", 1), ("-1", 1), ("50", 256), ("NaN", 0)])
def test_what_no_questionnaire_gives_is_not_counted(value: str, band: int) -> None:
    code = create_code(create_cohort())

    with pytest.raises(ValueError, match="from 0 to 100"):
        answer(code, value=Decimal(value), band=band)
    with pytest.raises(ValueError, match="has a measure"):
        answer(code, measure="")
    assert answer(code)


@override_settings(PULSE_WRONG_CODES={"minute": 3})
def test_wrong_codes_are_refused_beyond_a_rate_and_right_ones_never() -> None:
    code = create_code(create_cohort())

    for _ in range(3):
        with pytest.raises(refusals.NoSuchCode):
            find("A" * 20, today=BEFORE)
    for _ in range(2):
        with pytest.raises(refusals.TooManyNow):
            find("A" * 20, today=BEFORE)
    with pytest.raises(refusals.TooManyNow):
        answer("B" * 20)
    assert find(code, today=BEFORE).has_answered is False
    assert answer(code)
