"""Weeks as people type them: what counts, what is wrong and where, and back again. Pure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.retreats.planning import weeks
from courses.retreats.planning.weeks import Fault, Line, Wrong

MONDAYS = st.sets(st.sampled_from(weeks.of_year(2027) + weeks.of_year(2028)), max_size=40)


def march(day: int) -> date:
    return date(2027, 3, day)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("01.03.2027 – 14.03.2027", (march(1), march(14))),
        ("1.3.2027-14.3.2027", (march(1), march(14))),
        ("2027-03-01 — 2027-03-14", (march(1), march(14))),
        ("01/03/2027 … 14/03/2027", (march(1), march(14))),
        ("03.03.2027", (march(3), march(3))),
    ],
)
def test_ways_to_write_days(typed: str, days: tuple[date, date]) -> None:
    assert weeks.read(f"\n  {typed}  \n\n") == ([Line(*days)], [])


def test_a_week_counts_when_it_is_whole_and_is_closed_when_it_is_touched() -> None:
    line = Line(march(2), march(15))
    assert weeks.whole(line) == [march(8)]
    assert weeks.touched(line) == [march(1), march(8), march(15)]
    assert weeks.whole(Line(march(3), march(3))) == [march(1)]
    assert weeks.whole(Line(march(2), march(7))) == []


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("в марте", Fault.NO_DAY),
        ("31.02.2027", Fault.NO_DAY),
        ("01.03.2027 – 32.03.2027", Fault.NO_DAY),
        ("14.03.2027 – 01.03.2027", Fault.BACKWARDS),
        ("01.03.1999", Fault.FAR_YEAR),
        ("01.03.2027 – 30.04.2029", Fault.TOO_LONG),
        ("02.03.2027 – 07.03.2027", Fault.NO_WHOLE_WEEK),
        ("01.03.2027 – 14.03.2027 наверное", Fault.MORE_WORDS),
    ],
)
def test_what_is_wrong_is_named_with_its_line(typed: str, fault: Fault) -> None:
    assert weeks.read(f"07.06.2027\n\n{typed}") == (
        [Line(date(2027, 6, 7), date(2027, 6, 7))],
        [Wrong(3, typed, fault)],
    )


def test_a_closed_week_says_why() -> None:
    read = weeks.read("09.05.2027 9 мая\n01.05.2027–03.05.2027: праздники", longest_reason=20)
    assert read == (
        [
            Line(date(2027, 5, 9), date(2027, 5, 9), "9 мая"),
            Line(date(2027, 5, 1), date(2027, 5, 3), "праздники"),
        ],
        [],
    )
    said = "09.05.2027 " + "о" * 21
    assert weeks.read(f"09.05.2027\n{said}", longest_reason=20)[1] == [
        Wrong(1, "09.05.2027", Fault.NO_REASON),
        Wrong(2, said, Fault.LONG_REASON),
    ]


def test_there_is_an_end_to_lines() -> None:
    lines, wrong = weeks.read("01.03.2027\n" * 500)
    assert (len(lines), wrong) == (
        weeks.MOST_LINES,
        [Wrong(weeks.MOST_LINES + 1, "01.03.2027", Fault.TOO_MANY)],
    )


@given(MONDAYS)
def test_what_is_written_is_read_back(mondays: set[date]) -> None:
    lines, wrong = weeks.read(weeks.written(weeks.ranges(mondays)))
    assert wrong == []
    assert {week for line in lines for week in weeks.whole(line)} == mondays


@given(st.text(max_size=200))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    weeks.read(text)
    weeks.read(text, longest_reason=80)


@pytest.mark.parametrize("year", range(2020, 2101))
def test_weeks_of_a_year_have_their_numbers(year: int) -> None:
    mondays = weeks.of_year(year)
    assert [weeks.number(week) for week in mondays] == list(range(1, len(mondays) + 1))
    assert {(week.year, week.weekday()) for week in mondays} == {(year, 0)}
    assert len(mondays) in {52, 53}
