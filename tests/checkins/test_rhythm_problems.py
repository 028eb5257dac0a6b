from datetime import date

import pytest

from tests.checkins.rhythms import rhythm_of, utc
from wellbeing.checkins.rhythm import Problem, problems, zones


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ({}, ()),
        ({"window": "08:00-22:00"}, ()),
        ({"window": "12:00-13:00"}, ()),
        ({"window": "12:00-12:59"}, (Problem.TOO_SHORT,)),
        ({"window": "12:00-12:00"}, (Problem.TOO_SHORT,)),
        ({"window": "23:30-00:15"}, (Problem.TOO_SHORT,)),
        ({"window": "07:59-12:00"}, (Problem.NIGHT,)),
        ({"window": "20:00-22:01"}, (Problem.NIGHT,)),
        ({"window": "20:00-00:00"}, (Problem.NIGHT,)),
        ({"window": "18:00-09:00"}, (Problem.NIGHT,)),
        ({"window": "12:00-11:00"}, (Problem.NIGHT,)),
        ({"window": "23:00-05:00"}, (Problem.NIGHT,)),
        ({"window": "12:00-24:00"}, (Problem.NO_SUCH_TIME,)),
        ({"window": "25:00-12:00"}, (Problem.NO_SUCH_TIME,)),
        ({"window": "25:00-25:30"}, (Problem.NO_SUCH_TIME,)),
        ({"weekdays": ""}, (Problem.NO_WEEKDAY,)),
        ({"weekdays": frozenset({0, 7})}, (Problem.NO_WEEKDAY,)),
        ({"zone": "Europe/Atlantis"}, (Problem.UNKNOWN_ZONE,)),
        ({"zone": ""}, (Problem.UNKNOWN_ZONE,)),
        ({"zone": "Europe"}, (Problem.UNKNOWN_ZONE,)),
        ({"zone": "../../etc/passwd"}, (Problem.UNKNOWN_ZONE,)),
        ({"zone": "localtime"}, (Problem.UNKNOWN_ZONE,)),
        ({"zone": "x" * 10_000_000}, (Problem.UNKNOWN_ZONE,)),
        ({"ends_on": date(2026, 1, 12)}, (Problem.ENDED,)),
        ({"ends_on": date(2026, 1, 13)}, (Problem.NEVER,)),
        ({"ends_on": date(2026, 1, 14)}, ()),
        ({"ends_on": date(2026, 1, 14), "weekdays": "Tu Th"}, (Problem.NEVER,)),
        ({"ends_on": date(2026, 7, 1), "rests_until": date(2026, 7, 1)}, ()),
        ({"ends_on": date(2026, 7, 1), "rests_until": date(2026, 7, 2)}, (Problem.NEVER,)),
        ({"rests_until": date.max}, (Problem.NEVER,)),
        (
            {"zone": "?", "weekdays": "", "window": "01:00-01:30", "ends_on": date(2025, 1, 1)},
            (Problem.UNKNOWN_ZONE, Problem.NO_WEEKDAY, Problem.TOO_SHORT, Problem.ENDED),
        ),
    ],
)
def test_problems_of_what_a_form_gave(shape: dict[str, str], expected: tuple[Problem, ...]) -> None:
    """It is Monday evening in UTC, and Tuesday, 13 January, in Berlin."""
    rhythm = rhythm_of(**shape)

    assert problems(rhythm, now=utc("2026-01-12 23:30"), night=False) == expected


@pytest.mark.parametrize("window", ["07:00-12:00", "20:00-23:00", "22:00-08:00", "12:00-11:00"])
def test_the_night_is_no_problem_for_those_who_chose_it(window: str) -> None:
    rhythm = rhythm_of(window=window)

    assert problems(rhythm, now=utc("2026-01-12 23:30"), night=True) == ()


def test_zones_are_those_of_the_tz_database() -> None:
    assert {"Europe/Moscow", "Asia/Tbilisi", "America/Argentina/Buenos_Aires", "UTC"} <= zones()
    assert zones() & {"Factory", "localtime", "posixrules", "right/UTC", "Europe"} == set()
