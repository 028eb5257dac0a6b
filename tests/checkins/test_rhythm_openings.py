from datetime import date

import pytest

from tests.checkins.rhythms import highest, lowest, rhythm_of, utc


@pytest.mark.parametrize(
    ("after", "earliest", "latest"),
    [
        # Monday's and Thursday's window is from 09:00 to 12:00.
        ("2026-01-12 08:59:59", "2026-01-12 09:00:00", "2026-01-12 11:54:59"),
        ("2026-01-12 10:00:00", "2026-01-12 10:00:00", "2026-01-12 11:54:59"),
        ("2026-01-12 10:00:00.000001", "2026-01-12 10:00:01", "2026-01-12 11:54:59"),
        ("2026-01-12 11:54:59", "2026-01-12 11:54:59", "2026-01-12 11:54:59"),
        ("2026-01-12 11:55:00", "2026-01-12 11:55:00", "2026-01-12 11:55:00"),
        ("2026-01-12 11:59:58.5", "2026-01-12 11:59:59", "2026-01-12 11:59:59"),
        ("2026-01-12 11:59:59.5", None, None),
        ("2026-01-12 12:00:00", None, None),
        ("2026-01-14 08:59:59", None, None),
        ("2026-01-14 09:00:00", "2026-01-15 09:00:00", "2026-01-15 11:54:59"),
        ("2026-01-11 10:00:00", "2026-01-12 09:00:00", "2026-01-12 11:54:59"),
    ],
)
def test_opening_is_in_this_window_or_in_one_within_a_day(
    after: str, earliest: str | None, latest: str | None
) -> None:
    rhythm = rhythm_of(weekdays="Mo Th", zone="UTC")

    assert rhythm.opening(utc(after), lowest) == (earliest and utc(earliest))
    assert rhythm.opening(utc(after), highest) == (latest and utc(latest))


def test_opening_in_the_night_that_began_yesterday() -> None:
    rhythm = rhythm_of(zone="UTC", weekdays="Mo", window="22:00-02:00")

    assert rhythm.opening(utc("2026-01-13 00:30"), lowest) == utc("2026-01-13 00:30")
    assert rhythm.opening(utc("2026-01-13 00:30"), highest) == utc("2026-01-13 01:54:59")


def test_opening_keeps_to_the_rest_and_the_end() -> None:
    rhythm = rhythm_of(zone="UTC", rests_until=date(2026, 2, 10), ends_on=date(2026, 2, 20))

    assert rhythm.opening(utc("2026-02-09 08:00"), lowest) is None
    assert rhythm.opening(utc("2026-02-09 09:00"), lowest) == utc("2026-02-10 09:00")
    assert rhythm.opening(utc("2026-02-20 10:00"), lowest) == utc("2026-02-20 10:00")
    assert rhythm.opening(utc("2026-02-20 12:00"), lowest) is None


def test_series_is_the_same_on_every_machine_and_day() -> None:
    """A calendar shows the times that it showed a year ago."""
    rhythm = rhythm_of(weekdays="Mo We Sa", window="18:00-21:00")

    times = rhythm.series(b"sixteen bytes...", utc("2026-03-01 12:00"), 5)

    assert times == (
        utc("2026-03-04 18:38:00"),
        utc("2026-03-11 18:22:25"),
        utc("2026-03-18 18:44:12"),
        utc("2026-03-25 17:59:51"),
        utc("2026-04-01 16:57:47"),
    )


def test_series_is_another_for_another_seed() -> None:
    rhythm = rhythm_of()
    since = utc("2026-03-01 12:00")

    assert not set(rhythm.series(b"a" * 16, since, 12)) & set(rhythm.series(b"b" * 16, since, 12))


def test_series_stops_at_the_end() -> None:
    rhythm = rhythm_of(ends_on=date(2026, 3, 31))

    times = rhythm.series(b"a" * 16, utc("2026-03-01 12:00"), 12)

    assert [*times] == [*rhythm_of().series(b"a" * 16, utc("2026-03-01 12:00"), len(times))]
    assert 3 <= len(times) <= 5


def test_a_rest_takes_times_out_of_a_series_and_moves_none() -> None:
    since, rest = utc("2026-03-01 12:00"), date(2026, 4, 10)
    whole = rhythm_of(zone="UTC").series(b"a" * 16, since, 12)

    rested = rhythm_of(zone="UTC", rests_until=rest).series(b"a" * 16, since, 12)

    assert rested == tuple(each for each in whole if each.date() >= rest)
    assert 0 < len(rested) < 12
