"""Cohorts begin with a plan, move with it, and end."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from tests.factories.cohorts import (
    AFTER,
    AFTER_CLOSES,
    BEFORE,
    BEFORE_CLOSES,
    DAY,
    DAYS,
    LATER,
    LATER_CLOSES,
    MEASURE,
    answer,
    create_code,
    create_cohort,
    freeze,
)
from wellbeing.cohorts import codes
from wellbeing.cohorts.actions import answering, holding
from wellbeing.cohorts.models import Answer, Cohort, Secret, Spent, Wave
from wellbeing.privacy.codes import draw, show

pytestmark = [pytest.mark.service, pytest.mark.django_db]

WEEK = timedelta(days=7)


def waves() -> list[tuple[str, date, date]]:
    return list(Wave.objects.values_list("kind", "opens_on", "closes_on"))


def test_a_cohort_has_three_waves_by_its_days_and_a_secret() -> None:
    cohort = create_cohort()

    assert waves() == [
        ("before", BEFORE, BEFORE_CLOSES),
        ("after", AFTER, AFTER_CLOSES),
        ("later", LATER, LATER_CLOSES),
    ]
    assert Cohort.objects.values().get() == {
        "id": cohort,
        "language": "ru",
        "measure": "",
        "ends_on": DAYS[-1],
    }
    secret = Secret.objects.get(pk=cohort).contents()
    assert secret
    assert len(secret) == 32


def test_begun_again_it_moves_and_keeps_its_codes_and_its_answers() -> None:
    cohort, place = create_cohort(), draw()
    code = codes.personal(cohort, place)
    answer(code)
    holding.begin(cohort=cohort, language="ru", days=[day + WEEK for day in DAYS])

    assert waves() == [
        ("before", BEFORE + WEEK, BEFORE_CLOSES + WEEK),
        ("after", AFTER + WEEK, AFTER_CLOSES + WEEK),
        ("later", LATER + WEEK, LATER_CLOSES + WEEK),
    ]
    assert Cohort.objects.get().ends_on == DAYS[-1] + WEEK
    assert codes.personal(cohort, place) == code
    assert answering.find(code, today=BEFORE + WEEK).has_answered


def test_a_frozen_wave_stays_where_it_was() -> None:
    cohort = create_cohort()
    freeze(today=BEFORE_CLOSES + DAY)
    holding.begin(cohort=cohort, language="ru", days=[day + WEEK for day in DAYS])

    assert waves()[0] == ("before", BEFORE, BEFORE_CLOSES)
    assert waves()[1] == ("after", AFTER + WEEK, AFTER_CLOSES + WEEK)


def test_the_language_may_change_until_somebody_answered_in_it() -> None:
    cohort = create_cohort(language="ru")
    holding.begin(cohort=cohort, language="en", days=DAYS)
    assert Cohort.objects.get().language == "en"

    answer(create_code(cohort))
    holding.begin(cohort=cohort, language="ru", days=DAYS)
    assert Cohort.objects.get().language == "en"


def test_one_that_is_over_stays_over() -> None:
    cohort = create_cohort()
    freeze(today=LATER_CLOSES + DAY)
    holding.begin(cohort=cohort, language="ru", days=[day + 400 * DAY for day in DAYS])

    assert waves()[2] == ("later", LATER, LATER_CLOSES)
    assert not Secret.objects.exists()


def test_without_days_nothing_begins_and_nothing_moves() -> None:
    holding.begin(cohort=uuid4(), language="ru", days=[])
    assert not Cohort.objects.exists()

    cohort = create_cohort()
    before = waves()
    holding.begin(cohort=cohort, language="ru", days=[])
    assert waves() == before


def test_without_a_key_of_the_server_nothing_begins() -> None:
    cohort = uuid4()
    with override_settings(SEAL_KEYS=()):
        holding.begin(cohort=cohort, language="ru", days=DAYS)
        assert codes.personal(cohort, draw()) == ""

    assert not Cohort.objects.exists()


def test_an_ended_cohort_is_gone_with_everything_and_only_that_one() -> None:
    gone, stays = create_cohort(), create_cohort()
    for cohort in (gone, stays):
        answer(create_code(cohort))
    code = create_code(gone)
    holding.end(cohort=gone)
    holding.end(cohort=gone)

    assert [*Cohort.objects.values_list("pk", flat=True)] == [stays]
    assert (Secret.objects.count(), Wave.objects.count()) == (1, 3)
    assert (Answer.objects.count(), Spent.objects.count()) == (1, 1)
    assert codes.personal(gone, draw()) == ""
    with pytest.raises(answering.refusals.NoSuchCode):
        answering.find(code, today=BEFORE)


def test_the_personal_code_follows_from_the_place_code_however_it_is_typed() -> None:
    cohort, place = create_cohort(), draw()
    made = codes.personal(cohort, place)

    assert codes.personal(cohort, show(place).lower()) == made
    assert len({codes.personal(cohort, draw()) for _ in range(5)} | {made}) == 6
    assert codes.personal(create_cohort(), place) != made
    assert codes.personal(uuid4(), place) == ""


def test_the_codes_of_a_cohort_end_with_its_last_wave() -> None:
    cohort, place = create_cohort(), draw()
    freeze(today=LATER_CLOSES)
    assert codes.personal(cohort, place) != ""

    freeze(today=LATER_CLOSES + DAY)
    assert codes.personal(cohort, place) == ""


def test_without_the_key_it_was_sealed_under_there_is_no_personal_code() -> None:
    cohort = create_cohort()
    code = create_code(cohort)

    with override_settings(SEAL_KEYS=(b"x" * 32,)):
        assert codes.personal(cohort, draw()) == ""
        with pytest.raises(answering.refusals.NoSuchCode):
            answer(code)


def test_the_measure_is_that_of_the_first_answer() -> None:
    cohort = create_cohort()
    answer(create_code(cohort), measure="week-2")

    assert Cohort.objects.get().measure == "week-2" != MEASURE
