"""Days on which the clocks of a zone change, worked out by hand."""

from datetime import timedelta

import pytest

from tests.checkins.rhythms import highest, lowest, rhythm_of, utc, wall

BERLIN_SUNDAY = {"zone": "Europe/Berlin", "weekdays": "Su"}
SANTIAGO = {"zone": "America/Santiago"}
CASABLANCA = {"zone": "Africa/Casablanca", "weekdays": "Su"}
LORD_HOWE = {"zone": "Australia/Lord_Howe", "weekdays": "Su"}


# The first and the last moment at which the nudge after one in the given week can come.
EDGES = [
    pytest.param(
        BERLIN_SUNDAY | {"window": "01:30-04:00"},
        "2026-03-22 01:00",
        ("2026-03-29 00:30:00", "2026-03-29 01:54:59"),
        id="berlin-spring-the-window-lacks-an-hour",
    ),
    pytest.param(
        BERLIN_SUNDAY | {"window": "01:00-02:30"},
        "2027-03-21 00:30",
        ("2027-03-28 00:00:00", "2027-03-28 00:54:59"),
        id="berlin-spring-the-window-ends-where-the-hour-is-missing",
    ),
    pytest.param(
        BERLIN_SUNDAY | {"window": "02:30-04:00"},
        "2027-03-21 02:00",
        ("2027-03-28 01:00:00", "2027-03-28 01:54:59"),
        id="berlin-spring-the-window-begins-where-the-hour-is-missing",
    ),
    pytest.param(
        BERLIN_SUNDAY | {"window": "02:00-03:00"},
        "2027-03-21 01:30",
        ("2027-04-04 00:00:00", "2027-04-04 00:54:59"),
        id="berlin-spring-no-window-at-all",
    ),
    pytest.param(
        BERLIN_SUNDAY | {"window": "02:00-03:00", "weekdays": "Su Mo"},
        "2027-03-21 01:30",
        ("2027-03-29 00:00:00", "2027-03-29 00:54:59"),
        id="berlin-spring-no-window-but-one-on-the-next-chosen-day",
    ),
    pytest.param(
        BERLIN_SUNDAY | {"window": "01:56-02:56"},
        "2027-03-21 01:30",
        ("2027-04-03 23:56:00", "2027-04-04 00:50:59"),
        id="berlin-spring-four-minutes-are-too-few-for-a-late-sweep",
    ),
    pytest.param(
        BERLIN_SUNDAY | {"window": "02:00-03:00"},
        "2026-10-18 00:30",
        ("2026-10-25 00:00:00", "2026-10-25 01:54:59"),
        id="berlin-autumn-the-window-comes-twice",
    ),
    pytest.param(
        BERLIN_SUNDAY | {"window": "01:00-02:30"},
        "2027-10-24 00:00",
        ("2027-10-30 23:00:00", "2027-10-31 01:24:59"),
        id="berlin-autumn-half-of-the-window-comes-twice",
    ),
    pytest.param(
        {"zone": "Europe/Berlin", "weekdays": "Sa", "window": "22:00-03:30"},
        "2027-10-23 21:00",
        ("2027-10-30 20:00:00", "2027-10-31 02:24:59"),
        id="berlin-autumn-a-night-is-an-hour-longer",
    ),
    pytest.param(
        SANTIAGO | {"weekdays": "Su", "window": "00:00-01:00"},
        "2025-08-31 04:30",
        ("2025-09-14 03:00:00", "2025-09-14 03:54:59"),
        id="santiago-spring-the-day-begins-at-one",
    ),
    pytest.param(
        SANTIAGO | {"weekdays": "Sa", "window": "23:30-00:30"},
        "2025-08-31 03:45",
        ("2025-09-07 03:30:00", "2025-09-07 03:54:59"),
        id="santiago-spring-a-night-without-its-second-half",
    ),
    pytest.param(
        SANTIAGO | {"weekdays": "Sa", "window": "23:00-00:00"},
        "2025-03-30 02:30",
        ("2025-04-06 02:00:00", "2025-04-06 03:54:59"),
        id="santiago-autumn-the-last-hour-comes-twice",
    ),
    pytest.param(
        CASABLANCA | {"window": "12:00-13:00"},
        "2025-02-16 11:30",
        ("2025-02-23 12:00:00", "2025-02-23 12:54:59"),
        id="casablanca-noon-in-ramadan",
    ),
    pytest.param(
        CASABLANCA | {"window": "12:00-13:00"},
        "2025-03-30 12:30",
        ("2025-04-06 11:00:00", "2025-04-06 11:54:59"),
        id="casablanca-noon-after-ramadan",
    ),
    pytest.param(
        CASABLANCA | {"window": "02:00-03:00"},
        "2025-02-16 01:30",
        ("2025-02-23 01:00:00", "2025-02-23 02:54:59"),
        id="casablanca-ramadan-begins",
    ),
    pytest.param(
        CASABLANCA | {"window": "02:00-03:00"},
        "2025-03-30 02:30",
        ("2025-04-13 01:00:00", "2025-04-13 01:54:59"),
        id="casablanca-ramadan-ends",
    ),
    pytest.param(
        {"zone": "Pacific/Apia", "weekdays": "Fr"},
        "2011-12-23 20:00",
        ("2012-01-05 19:00:00", "2012-01-05 21:54:59"),
        id="apia-there-was-no-such-friday",
    ),
    pytest.param(
        {"zone": "Pacific/Apia", "weekdays": "Fr Sa"},
        "2011-12-23 20:00",
        ("2011-12-30 19:00:00", "2011-12-30 21:54:59"),
        id="apia-the-saturday-after-it",
    ),
    pytest.param(
        {"zone": "Pacific/Apia", "weekdays": "Th", "window": "22:00-02:00"},
        "2011-12-23 08:30",
        ("2011-12-30 08:00:00", "2011-12-30 09:54:59"),
        id="apia-the-night-before-it-ends-at-midnight",
    ),
    pytest.param(
        {"zone": "Pacific/Kwajalein", "weekdays": "Sa"},
        "1993-08-14 22:00",
        ("1993-08-27 21:00:00", "1993-08-27 23:54:59"),
        id="kwajalein-there-was-no-such-saturday",
    ),
    pytest.param(
        {"zone": "Asia/Kathmandu", "weekdays": "Mo"},
        "2026-01-12 04:00",
        ("2026-01-19 03:15:00", "2026-01-19 06:09:59"),
        id="kathmandu-quarter-hours",
    ),
    pytest.param(
        LORD_HOWE | {"window": "01:30-02:30"},
        "2026-09-26 15:30",
        ("2026-10-03 15:00:00", "2026-10-03 15:24:59"),
        id="lord-howe-spring-half-an-hour-is-missing",
    ),
    pytest.param(
        LORD_HOWE | {"window": "01:30-02:30"},
        "2026-03-28 15:00",
        ("2026-04-04 14:30:00", "2026-04-04 15:54:59"),
        id="lord-howe-autumn-half-an-hour-comes-twice",
    ),
    pytest.param(
        {"zone": "Europe/Moscow", "weekdays": "Su", "window": "01:00-02:00"},
        "2014-10-18 21:30",
        ("2014-10-25 21:00:00", "2014-10-25 22:54:59"),
        id="moscow-the-last-change",
    ),
    pytest.param(
        {"zone": "Europe/Moscow", "weekdays": "Su"},
        "2026-03-22 06:30",
        ("2026-03-29 06:00:00", "2026-03-29 08:54:59"),
        id="moscow-no-summer-time",
    ),
]


@pytest.mark.parametrize(("shape", "after", "expected"), EDGES)
def test_first_and_last_moment_of_the_next_window(
    shape: dict[str, str], after: str, expected: tuple[str, str]
) -> None:
    rhythm = rhythm_of(**shape)

    assert rhythm.next(utc(after), lowest) == utc(expected[0])
    assert rhythm.next(utc(after), highest) == utc(expected[1])


@pytest.mark.parametrize(
    ("window", "real"),
    [
        # It lasts for 90 minutes, stops for 30, and goes on for 30.
        ("01:00-02:30", [*range(85), *range(120, 145)]),
        # It goes on through the change.
        ("01:00-03:00", [*range(175)]),
    ],
)
def test_every_real_minute_is_equally_likely_and_none_in_between_is_drawn(
    window: str, real: list[int]
) -> None:
    """Minutes from one o'clock in Berlin, on the day on which the hour after two comes twice."""
    rhythm = rhythm_of(**BERLIN_SUNDAY, window=window)
    evenly = [(minute + 0.51) / len(real) for minute in range(len(real))]

    drawn = [rhythm.next(utc("2026-10-18 00:00"), lambda x=x: x) for x in evenly]

    begin = utc("2026-10-24 23:00")
    assert drawn == [begin + timedelta(minutes=minute, seconds=30) for minute in real]


@pytest.mark.parametrize("moment", ["2026-10-25 00:30", "2026-10-25 01:30"])
def test_allows_an_hour_that_comes_twice_both_times(moment: str) -> None:
    rhythm = rhythm_of(**BERLIN_SUNDAY, window="02:00-03:00")

    assert f"{wall(rhythm, utc(moment)):%H:%M}" == "02:30"
    assert rhythm.allows(utc(moment))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        # 02:00-02:30 comes twice in Berlin's autumn, and half an hour outside lies between.
        ("2026-10-25 00:20", "2026-10-25 00:20"),
        ("2026-10-25 00:40", "2026-10-25 01:00"),
        ("2026-10-25 01:20", "2026-10-25 01:20"),
        ("2026-10-25 01:40", None),
    ],
)
def test_opening_waits_for_the_hour_to_come_again(after: str, expected: str | None) -> None:
    rhythm = rhythm_of(**BERLIN_SUNDAY, window="01:00-02:30")

    assert rhythm.opening(utc(after), lowest) == (expected and utc(expected))


def test_opening_reaches_over_a_day_that_was_skipped() -> None:
    """Apia's Thursday evening and its Saturday evening were 24 hours apart."""
    rhythm = rhythm_of(zone="Pacific/Apia", weekdays="Sa", window="20:00-22:00")

    assert rhythm.opening(utc("2011-12-30 07:00"), lowest) == utc("2011-12-31 06:00")
