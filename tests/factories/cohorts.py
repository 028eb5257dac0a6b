"""Cohorts and those who answer in them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from wellbeing.cohorts.actions import answering, freezing, holding
from wellbeing.cohorts.codes import personal
from wellbeing.privacy import codes

# They meet on three Mondays, so the waves are 1 to 4 March, 15 to 28 March, and 13 June to 3 July.
DAYS = (date(2027, 3, 1), date(2027, 3, 8), date(2027, 3, 15))
BEFORE, AFTER, LATER = DAYS[0], DAYS[-1], DAYS[-1] + timedelta(days=90)
BEFORE_CLOSES, AFTER_CLOSES, LATER_CLOSES = date(2027, 3, 4), date(2027, 3, 28), date(2027, 7, 3)
MEASURE = "week-1"
DAY = timedelta(days=1)


def create_cohort(*, days: Sequence[date] = DAYS, language: str = "ru") -> UUID:
    cohort = uuid4()
    holding.begin(cohort=cohort, language=language, days=days)
    return cohort


def create_code(cohort: UUID) -> str:
    """The personal code of somebody with a place."""
    return personal(cohort, codes.draw())


def answer(
    code: str, *, value: int | Decimal = 50, band: int = 1, today: date = BEFORE, measure: str = MEASURE
) -> bool:
    return answering.add(typed=code, measure=measure, value=Decimal(value), band=band, today=today)


def fill(cohort: UUID, values: Sequence[int], *, today: date, bands: Sequence[int] = (0, 1)) -> None:
    """Somebody answers for each value; the bands go round."""
    for place, value in enumerate(values):
        answer(create_code(cohort), value=value, band=bands[place % len(bands)], today=today)


def freeze(*, today: date) -> int:
    return freezing.freeze_closed(today=today)
