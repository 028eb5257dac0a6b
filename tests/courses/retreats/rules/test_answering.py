"""Until when an offer can be answered."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.retreats.rules.answering import LEAST, answer_by

MOSCOW = ZoneInfo("Europe/Moscow")
NEVER = datetime(2030, 1, 1, tzinfo=MOSCOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("now", "hours", "begins", "until"),
    [
        ("2026-12-01 15:00", 72, "2027-03-01 00:00", "2026-12-04 15:00"),
        ("2026-12-01 15:01", 72, "2027-03-01 00:00", "2026-12-04 16:00"),
        ("2026-12-01 22:00", 24, "2027-03-01 00:00", "2026-12-02 22:00"),
        ("2026-12-01 22:01", 24, "2027-03-01 00:00", "2026-12-03 10:00"),
        ("2026-12-01 03:00", 24, "2027-03-01 00:00", "2026-12-02 10:00"),
        ("2026-12-01 15:00", 72, "2026-12-04 00:00", "2026-12-03 22:00"),
        ("2026-12-01 15:00", 72, "2026-12-03 12:30", "2026-12-03 12:00"),
        ("2026-12-01 15:00", 72, "2026-12-03 23:30", "2026-12-03 22:00"),
        ("2026-12-01 18:00", 72, "2026-12-02 00:00", "2026-12-01 22:00"),
    ],
)
def test_by_day_and_before_the_retreat(now: str, hours: int, begins: str, until: str) -> None:
    assert answer_by(at(now), hours, MOSCOW, at(begins)) == at(until)


@pytest.mark.parametrize(
    ("now", "begins"), [("2026-12-01 18:01", "2026-12-02 00:00"), ("2026-12-02 12:00",) * 2]
)
def test_too_late_to_ask_anybody(now: str, begins: str) -> None:
    assert answer_by(at(now), 72, MOSCOW, at(begins)) is None


@given(
    minutes=st.integers(0, 60 * 24 * 400),
    hours=st.integers(12, 336),
    ahead=st.integers(0, 60 * 24 * 40),
    zone=st.sampled_from(["Europe/Moscow", "Asia/Kamchatka", "America/New_York"]),
)
def test_always_a_whole_hour_by_day_with_time_enough(minutes: int, hours: int, ahead: int, zone: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    begins = now + timedelta(minutes=ahead)
    until = answer_by(now, hours, ZoneInfo(zone), begins)
    if until is None:
        assert begins - now < timedelta(hours=17)
        return
    local = until.astimezone(ZoneInfo(zone))
    assert (local.minute, local.second, 10 <= local.hour <= 22) == (0, 0, True)
    assert now + min(timedelta(hours=hours), LEAST) <= until <= begins
    is_whole = until >= now + timedelta(hours=hours)
    assert is_whole or begins - until <= timedelta(hours=13)
