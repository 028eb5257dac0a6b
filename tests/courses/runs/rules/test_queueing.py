"""Who moves up: places go in the order of coming, and those who come together stay together."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.runs.rules.queueing import ANSWER_TIME, Waiting, answer_by, keeps_order, moving_up

NOW = datetime(2026, 11, 27, 12, 34, 56, tzinfo=UTC)


def waiting(*sizes: int) -> list[Waiting[str]]:
    return [Waiting("abcdefgh"[n], size, n) for n, size in enumerate(sizes)]


def test_single_people_move_up_in_the_order_in_which_they_came() -> None:
    assert moving_up(reversed(waiting(1, 1, 1)), free=2, keeps_order=True) == ["a", "b"]


def test_a_group_takes_places_for_all_of_its_people_or_none() -> None:
    assert moving_up(waiting(3, 1), free=2, keeps_order=True) == []
    assert moving_up(waiting(3, 1), free=4, keeps_order=True) == ["a", "b"]


def test_in_the_last_days_those_who_fit_pass_a_group_that_does_not() -> None:
    assert moving_up(waiting(1, 3, 1, 2), free=2, keeps_order=False) == ["a", "c"]


def test_places_are_kept_for_the_first_until_a_week_before() -> None:
    begins = NOW + timedelta(days=7)
    assert keeps_order(begins, NOW - timedelta(seconds=1))
    assert not keeps_order(begins, NOW)


@given(st.lists(st.integers(1, 6), max_size=8), st.integers(0, 20), st.sampled_from([False, True]))
def test_no_more_move_up_than_there_are_places_and_no_place_stays_free_that_the_rule_gives(
    sizes: list[int],
    free: int,
    keeps: bool,  # noqa: FBT001  drawn
) -> None:
    queue = waiting(*sizes)
    up = moving_up(queue, free=free, keeps_order=keeps)
    size = {each.id: each.size for each in queue}
    left = free - sum(size[id] for id in up)

    assert left >= 0
    assert up == sorted(up)
    behind = [each for each in queue if each.id not in up]
    assert all(each.size > left for each in (behind[:1] if keeps else behind))


ZONES = st.sampled_from(["UTC", "Europe/Kaliningrad", "Asia/Kamchatka", "Europe/Berlin", "America/New_York"])
MINUTES = st.integers(1, 60 * 24 * 90)


@given(MINUTES, st.integers(0, 60 * 24 * 365), ZONES)
def test_a_time_to_answer_is_a_whole_hour_of_the_day_no_later_than_the_beginning(
    minutes: int, later: int, name: str
) -> None:
    now, zone = NOW + timedelta(minutes=later), ZoneInfo(name)
    begins = now + timedelta(minutes=minutes)
    until = answer_by(begins, now, zone)

    assert now < until <= begins
    assert until <= now + ANSWER_TIME + timedelta(hours=1)
    assert until == begins or (until.minute, until.second) == (0, 0)
    assert until == begins or time(10) <= until.astimezone(zone).time() <= time(22)


@given(MINUTES, st.integers(0, 60 * 24 * 365), ZONES)
def test_there_are_four_hours_of_the_day_to_answer_or_all_that_there_is(
    minutes: int, later: int, name: str
) -> None:
    now, zone = NOW + timedelta(minutes=later), ZoneInfo(name)
    begins = now + timedelta(minutes=minutes)
    until = answer_by(begins, now, zone)

    quarters = range(int((until - now) / timedelta(minutes=15)))
    clocks = [(now + timedelta(minutes=15 * n + 7)).astimezone(zone).time() for n in quarters]
    by_day = sum(time(10) <= clock < time(22) for clock in clocks)
    assert until == begins or by_day >= 4 * 4 - 1


@pytest.mark.parametrize(
    ("now", "hours", "until"),
    [
        ("12:34", 400, "29 13:00"),  # two days
        ("12:34", 20, "27 22:00"),  # the half of it would be twenty to eleven
        ("22:30", 20, "28 14:00"),  # the half of it would be half past eight
        ("02:00", 30, "27 17:00"),
        ("02:00", 16, "27 14:00"),
        ("20:00", 30, "28 12:00"),  # two hours in the evening, two in the morning
        ("20:00", 10, "28 06:00"),  # when it begins
    ],
)
def test_nobodys_time_to_answer_ends_in_their_sleep(now: str, hours: int, until: str) -> None:
    moscow = ZoneInfo("Europe/Moscow")
    asked = datetime.fromisoformat(f"2026-11-27T{now}").replace(tzinfo=moscow)
    found = answer_by(asked + timedelta(hours=hours), asked.astimezone(UTC), moscow)

    assert found.astimezone(moscow).strftime("%d %H:%M") == until
