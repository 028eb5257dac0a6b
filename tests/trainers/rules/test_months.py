"""Months are counted as another calendar counts them."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from trainers.rules import months

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
SPANS = st.integers(-600, 600)


@given(DAYS, SPANS)
def test_later_is_what_dateutil_says(day: date, span: int) -> None:
    month = day.replace(day=1)

    assert months.of(day) == month
    assert months.later(month, span) == month + relativedelta(months=span)
    assert months.between(month, months.later(month, span)) == span
    assert months.between(months.later(month, span), month) == -span


@given(DAYS)
def test_the_last_day_is_the_one_before_the_next_month(day: date) -> None:
    last = months.last_day(day)

    assert months.of(last) == months.of(day)
    assert last + timedelta(1) == months.later(months.of(day), 1)
