"""Which quarter a day is in, when that closes, and what it is called."""

from datetime import date, timedelta

import pytest

from wellbeing.ballots import quarters


@pytest.mark.parametrize(
    ("day", "first", "closing", "following"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 5, 17), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1)),
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_quarter_begins_closes_and_is_followed(
    day: date, first: date, closing: date, following: date
) -> None:
    assert quarters.first_day(day) == first
    assert quarters.closing_day(first) == closing
    assert quarters.following(first) == following


def test_every_day_of_four_years_is_in_exactly_one_quarter() -> None:
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1)]

    for day in days:
        assert quarters.first_day(day) <= day <= quarters.closing_day(quarters.first_day(day))
    assert sum(map(quarters.is_first_day, days)) == 16


def test_quarters_have_names() -> None:
    firsts = [date(2026, month, 1) for month in (1, 4, 7, 10)]

    assert [quarters.name(first, language="ru") for first in firsts] == [
        "I квартал 2026",
        "II квартал 2026",
        "III квартал 2026",
        "IV квартал 2026",
    ]
    assert quarters.name(firsts[2], language="en") == quarters.name(firsts[2], language="uk") == "Q3 2026"


def test_the_year_before() -> None:
    assert quarters.year_before(date(2027, 1, 1)) == date(2026, 1, 1)
