from datetime import UTC, date, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest

from tests.checkins.rhythms import highest, lowest, rhythm_of, utc
from wellbeing.checkins.rhythm import Every
from wellbeing.outbox.letters import Letter


def test_a_rhythm_gives_the_times_of_a_letter() -> None:
    letter = Letter("a@example.org", "Tea", "The kettle is on.", times=rhythm_of(window="09:00-10:00"))

    assert letter.times.allows(utc("2026-01-12 08:30"))
    assert letter.times.opening(utc("2026-01-12 08:30"), lowest) == utc("2026-01-12 08:30")
    assert letter.times.next(utc("2026-01-12 08:30"), lowest) == utc("2026-01-19 08:00")


@pytest.mark.parametrize(
    ("every", "sent_on", "expected"),
    [
        (Every.WEEK, "2028-02-22", "2028-02-29"),
        (Every.WEEK, "2028-02-29", "2028-03-07"),
        (Every.TWO_WEEKS, "2026-12-25", "2027-01-08"),
        (Every.FOUR_WEEKS, "2028-02-01", "2028-02-29"),
        (Every.MONTH, "2026-01-31", "2026-02-28"),
        (Every.MONTH, "2028-01-31", "2028-02-29"),
        (Every.MONTH, "2028-01-29", "2028-02-29"),
        (Every.MONTH, "2028-02-29", "2028-03-29"),
        (Every.MONTH, "2026-03-31", "2026-04-30"),
        (Every.MONTH, "2026-07-31", "2026-08-31"),
        (Every.MONTH, "2026-12-31", "2027-01-31"),
        (Every.MONTH, "2026-11-15", "2026-12-15"),
    ],
)
def test_the_earliest_day_of_each_cadence(every: Every, sent_on: str, expected: str) -> None:
    rhythm = rhythm_of(every=every, zone="UTC")

    following = rhythm.next(utc(f"{sent_on} 10:00"), lowest)

    assert following == utc(f"{expected} 09:00")


@pytest.mark.parametrize(
    ("weekdays", "expected"),
    [
        # A week after Monday, 12 January.
        ("Mo Tu We Th Fr Sa Su", {"19", "20", "21"}),
        ("Mo We Su", {"19", "21"}),
        ("Tu Th", {"20"}),
        ("Th Fr", {"22"}),
        ("Su", {"25"}),
    ],
)
def test_one_of_the_chosen_days_among_the_first_three_is_drawn(weekdays: str, expected: set[str]) -> None:
    rhythm = rhythm_of(weekdays=weekdays, zone="UTC")
    chances = [each / 12 for each in range(12)]

    drawn = [rhythm.next(utc("2026-01-12 10:00"), lambda x=x: x) for x in chances]

    days = [f"{each:%d}" for each in drawn]
    assert set(days) == expected
    assert {days.count(each) for each in expected} == {12 // len(expected)}


def test_a_night_belongs_to_the_day_it_starts_on() -> None:
    """Monday's nudge comes on Tuesday at half past midnight; the next may come on Monday again."""
    rhythm = rhythm_of(weekdays="Mo", window="22:00-02:00", zone="UTC")

    assert rhythm.allows(utc("2026-01-13 01:59:59"))
    assert not rhythm.allows(utc("2026-01-13 02:00"))
    assert not rhythm.allows(utc("2026-01-13 22:00"))
    assert not rhythm.allows(utc("2026-01-12 01:00"))
    assert rhythm.next(utc("2026-01-13 00:30"), lowest) == utc("2026-01-19 22:00")
    assert rhythm.next(utc("2026-01-13 00:30"), highest) == utc("2026-01-20 01:54:59")


@pytest.mark.parametrize(
    ("window", "after", "expected"),
    [
        ("20:00-00:00", "2026-01-13 00:00:05", "2026-01-19 20:00"),
        ("22:00-02:00", "2026-01-13 02:59:59", "2026-01-19 22:00"),
        ("22:00-02:00", "2026-01-13 03:00:00", "2026-01-26 22:00"),
    ],
)
def test_a_letter_handed_over_as_its_night_closes_costs_no_week(
    window: str, after: str, expected: str
) -> None:
    rhythm = rhythm_of(weekdays="Mo", window=window, zone="UTC")

    assert rhythm.next(utc(after), lowest) == utc(expected)


def test_a_window_that_ends_when_it_starts_is_a_whole_day() -> None:
    rhythm = rhythm_of(weekdays="Mo", window="18:00-18:00", zone="UTC")

    assert rhythm.allows(utc("2026-01-12 18:00"))
    assert rhythm.allows(utc("2026-01-13 17:59:59"))
    assert not rhythm.allows(utc("2026-01-13 18:00"))
    assert rhythm.next(utc("2026-01-13 17:00"), lowest) == utc("2026-01-19 18:00")


def test_allows_goes_by_the_zone_of_today() -> None:
    """Somebody moved from Moscow to Tbilisi: what was ten o'clock is eleven."""
    moment = utc("2026-01-12 07:30")

    assert rhythm_of(zone="Europe/Moscow", window="10:00-11:00").allows(moment)
    assert not rhythm_of(zone="Asia/Tbilisi", window="10:00-11:00").allows(moment)
    assert rhythm_of(zone="Asia/Tbilisi", window="11:00-12:00").allows(moment)


def test_nothing_before_the_rest_is_over_and_nothing_after_the_end() -> None:
    rhythm = rhythm_of(zone="UTC", rests_until=date(2026, 2, 10), ends_on=date(2026, 2, 20))

    allowed = [day for day in range(1, 29) if rhythm.allows(utc(f"2026-02-{day:02} 10:00"))]
    assert allowed == list(range(10, 21))
    assert rhythm.next(utc("2026-02-01 10:00"), lowest) == utc("2026-02-10 09:00")
    assert rhythm.first(utc("2026-02-01 10:00"), lowest) == utc("2026-02-10 09:00")
    assert rhythm.next(utc("2026-02-13 10:00"), highest) == utc("2026-02-20 11:54:59")
    assert rhythm.next(utc("2026-02-14 10:00"), lowest) is None
    assert rhythm.next(utc("2026-03-14 10:00"), lowest) is None
    assert rhythm.first(utc("2026-02-19 23:59"), lowest) == utc("2026-02-20 09:00")
    assert rhythm.first(utc("2026-02-20 00:00"), lowest) is None


def test_the_night_of_the_last_day_is_its_own_and_the_one_before_the_rest_ends_is_not() -> None:
    rhythm = rhythm_of(
        zone="UTC", window="22:00-02:00", rests_until=date(2026, 2, 10), ends_on=date(2026, 2, 20)
    )

    assert rhythm.allows(utc("2026-02-21 01:00"))
    assert not rhythm.allows(utc("2026-02-21 22:30"))
    assert not rhythm.allows(utc("2026-02-10 01:00"))
    assert rhythm.allows(utc("2026-02-10 22:30"))


@pytest.mark.parametrize(
    ("asked", "weekdays", "expected"),
    [
        ("2026-01-12 06:00", "Mo Tu", "2026-01-13 08:00"),  # Monday, before its window
        ("2026-01-12 22:59:59", "Tu", "2026-01-13 08:00"),  # almost midnight in Berlin
        ("2026-01-12 23:00:00", "Tu", "2026-01-20 08:00"),  # Tuesday there, Monday in UTC
        ("2026-01-12 06:00", "Mo", "2026-01-19 08:00"),
    ],
)
def test_the_first_nudge_comes_tomorrow_at_the_soonest(asked: str, weekdays: str, expected: str) -> None:
    assert rhythm_of(weekdays=weekdays).first(utc(asked), lowest) == utc(expected)


def test_an_unknown_zone_is_no_time_of_another_one() -> None:
    rhythm = rhythm_of(zone="Europe/Atlantis")

    with pytest.raises(ZoneInfoNotFoundError):
        rhythm.allows(datetime(2026, 1, 12, tzinfo=UTC))
