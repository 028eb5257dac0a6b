"""What is wrong with the times of sessions, in any zone and across any change of clocks."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.runs.rules.meeting import MOST, Fault, Found, Typed, faults, moment

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
BERLIN, TOMSK = "Europe/Berlin", "Asia/Tomsk"


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001  as people type it


def session(starts: datetime, ends: datetime, zone: str = TOMSK) -> Typed:
    return Typed(starts, ends, zone)


def test_sessions_that_follow_each_other_are_fine() -> None:
    sessions = [session(at(3, day, 19), at(3, day, 20, 30)) for day in (3, 10, 17)]
    assert faults([*sessions, session(at(3, 3, 20, 30), at(3, 3, 22))], NOW) == []


@pytest.mark.parametrize(
    ("starts", "ends", "fault"),
    [
        (at(3, 3, 19), at(3, 3, 18), Fault.BACKWARDS),
        (at(3, 3, 19), at(3, 3, 19), Fault.BACKWARDS),
        (at(3, 3, 19), at(3, 3, 19, 10), Fault.TOO_SHORT),
        (at(3, 3, 19), at(3, 10, 19), Fault.TOO_LONG),
        (at(1, 31, 19), at(1, 31, 20), Fault.PAST),
        (at(3, 3, 19).replace(year=2028), at(3, 3, 20).replace(year=2028), Fault.TOO_FAR),
    ],
)
def test_a_session_that_cannot_be_held_is_said_so(starts: datetime, ends: datetime, fault: Fault) -> None:
    fine = session(at(3, 1, 10), at(3, 1, 11))
    assert faults([fine, session(starts, ends)], NOW) == [Found(1, fault)]


def test_overlaps_are_found_in_time_and_not_on_the_clock() -> None:
    in_tomsk, in_berlin = session(at(3, 3, 19), at(3, 3, 21)), session(at(3, 3, 14), at(3, 3, 15), BERLIN)
    an_hour_later = session(at(3, 3, 15), at(3, 3, 16), BERLIN)
    assert faults([in_tomsk, in_berlin], NOW) == [Found(1, Fault.OVERLAPS)]
    assert faults([in_tomsk, an_hour_later], NOW) == []


def test_a_long_one_overlaps_with_each_that_it_holds() -> None:
    sessions = [session(at(3, 3, hour), at(3, 3, ends)) for hour, ends in ((10, 18), (11, 12), (14, 15))]
    assert faults(sessions, NOW) == [Found(1, Fault.OVERLAPS), Found(2, Fault.OVERLAPS)]


def test_the_hour_that_clocks_leave_out_does_not_exist_and_lengths_are_real_time() -> None:
    assert moment(at(3, 29, 2, 30), BERLIN) is None
    assert faults([session(at(3, 29, 2, 30), at(3, 29, 4), BERLIN)], NOW) == [Found(0, Fault.NO_SUCH_TIME)]
    assert faults([session(at(3, 29, 1, 55), at(3, 29, 3, 5), BERLIN)], NOW) == [Found(0, Fault.TOO_SHORT)]


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert moment(at(10, 25, 2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_none_and_too_many() -> None:
    one = session(at(3, 3, 19), at(3, 3, 20))
    assert faults([], NOW) == [Found(None, Fault.NONE_AT_ALL)]
    assert faults([one] * (MOST + 1), NOW) == [Found(None, Fault.TOO_MANY)]


@given(
    st.lists(st.tuples(st.integers(24, 24 * 60), st.integers(-3, 12)), min_size=1, max_size=6),
    st.sampled_from([BERLIN, TOMSK, "America/New_York"]),
)
def test_without_a_fault_no_two_sessions_meet(hours: list[tuple[int, int]], zone: str) -> None:
    begin = at(2, 2, 0)
    sessions = [
        session(begin + timedelta(hours=start), begin + timedelta(hours=start + length), zone)
        for start, length in hours
    ]
    if faults(sessions, NOW):
        return
    spans = sorted((moment(each.starts, zone), moment(each.ends, zone)) for each in sessions)
    assert all(ends <= starts for (_, ends), (starts, _) in pairwise(spans))


def test_what_has_begun_may_lie_in_the_past_and_still_overlaps() -> None:
    past, now = session(at(1, 31, 19), at(1, 31, 20)), session(at(2, 1, 18), at(2, 1, 22))
    later = session(at(2, 1, 21), at(2, 1, 23))

    assert faults([past, now], NOW) == [Found(0, Fault.PAST), Found(1, Fault.PAST)]
    assert faults([past, now], NOW, begun={0, 1}) == []
    assert faults([now, later], NOW, begun={0}) == [Found(1, Fault.OVERLAPS)]
