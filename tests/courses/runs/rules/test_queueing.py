"""Who moves up: places go in the order of coming, and those who come together stay together."""

from datetime import UTC, datetime, timedelta

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


@given(st.integers(1, 60 * 24 * 90))
def test_a_time_to_answer_is_a_whole_hour_no_later_than_the_beginning(minutes: int) -> None:
    begins = NOW + timedelta(minutes=minutes)
    until = answer_by(begins, NOW)

    assert NOW < until <= begins
    assert until <= NOW + ANSWER_TIME + timedelta(hours=1)
    assert until == begins or (until.minute, until.second) == (0, 0)
