"""What becomes of a line of reminders after each ending. Pure."""

from datetime import datetime, timedelta

import pytest

from tests.outbox.letterbox import NOW, WEEK, Weekly
from wellbeing.outbox.letters import AtOnce, Outcome
from wellbeing.outbox.settling import LONGEST_WAIT, TRIES_FOR, Line, Settled, settle, wait


def half() -> float:
    return 0.5


def settled(line: Line, outcome: Outcome, times: object = Weekly()) -> Settled:
    return settle(line, outcome, times, now=NOW, chance=half)


def test_sent_uses_one_up_and_forgets_all_that_went_wrong_before() -> None:
    tried = Line(12, tries=3, gives_up_at=NOW, refusals=2)

    assert settled(tried, Outcome.SENT) == Settled(Outcome.SENT, Line(11), NOW + WEEK)


def test_uncertain_uses_one_up_and_neither_forgives_nor_adds_a_refusal() -> None:
    assert settled(Line(12, refusals=2), Outcome.UNCERTAIN) == Settled(
        Outcome.UNCERTAIN, Line(11, refusals=2), NOW + WEEK
    )


@pytest.mark.parametrize("outcome", [Outcome.SENT, Outcome.UNCERTAIN])
def test_the_last_one_ends_the_line(outcome: Outcome) -> None:
    assert settled(Line(1), outcome) == Settled(outcome, Line(0), None)


@pytest.mark.parametrize("outcome", [Outcome.SENT, Outcome.UNCERTAIN, Outcome.MISSED, Outcome.REFUSED])
def test_a_line_whose_times_have_no_next_moment_is_over(outcome: Outcome) -> None:
    assert settled(Line(12), outcome, Weekly(is_last=True)).due_at is None


def test_failed_is_tried_again_and_uses_none_up() -> None:
    again = settled(Line(12, refusals=1), Outcome.FAILED)

    assert again.outcome is Outcome.FAILED
    assert again.line == Line(12, tries=1, gives_up_at=NOW + TRIES_FOR, refusals=1)
    assert again.due_at == NOW + timedelta(seconds=90)


def test_tries_grow_and_end_after_24_hours_whatever_they_were() -> None:
    line, now, times = Line(12), NOW, []
    while True:
        after = settle(line, Outcome.FAILED, AtOnce(), now=now, chance=half)
        if after.outcome is Outcome.MISSED:
            break
        assert after.due_at is not None
        times.append(after.due_at - now)
        line, now = after.line, after.due_at

    assert times == sorted(times)
    assert times[0] == timedelta(seconds=90)
    assert times[-1] == LONGEST_WAIT * 0.75
    assert now < NOW + TRIES_FOR < now + LONGEST_WAIT
    assert after.line == Line(12)


def test_failed_when_the_window_opens_too_late_again_is_missed() -> None:
    shut = Weekly(opens_at=NOW + timedelta(hours=25))

    assert settled(Line(12), Outcome.FAILED, shut) == Settled(
        Outcome.MISSED, Line(12), NOW - TRIES_FOR + WEEK
    )


def test_failed_with_a_wait_beyond_the_window_is_tried_in_what_is_left_of_it() -> None:
    class Closing(Weekly):
        def opening(self, after: datetime, chance: object) -> datetime | None:
            return after if after < NOW + timedelta(minutes=10) else None

    again = settled(Line(12, tries=5, gives_up_at=NOW + timedelta(hours=20)), Outcome.FAILED, Closing())

    assert again.outcome is Outcome.FAILED
    assert again.due_at == NOW + timedelta(minutes=2)


def test_missed_uses_none_up_and_the_next_is_counted_from_when_it_was_due() -> None:
    first_try = NOW - timedelta(hours=5)
    tried = Line(5, tries=4, gives_up_at=first_try + TRIES_FOR)

    assert settled(tried, Outcome.MISSED) == Settled(Outcome.MISSED, Line(5), first_try + WEEK)


def test_the_third_refusal_in_a_row_ends_the_line() -> None:
    first = settled(Line(12), Outcome.REFUSED)
    second = settled(first.line, Outcome.REFUSED)
    third = settled(second.line, Outcome.REFUSED)

    assert (first.line.refusals, first.due_at) == (1, NOW + WEEK)
    assert (second.line.refusals, second.due_at) == (2, NOW + WEEK)
    assert third.due_at is None


@pytest.mark.parametrize("tries", [0, 1, 5, 500])
def test_waits_are_drawn_from_the_upper_half_of_what_they_have_grown_to(tries: int) -> None:
    shortest, longest = wait(tries, lambda: 0.0), wait(tries, lambda: 1.0)

    assert longest == 2 * shortest
    assert longest == min(timedelta(minutes=2 * 2 ** min(tries, 16)), LONGEST_WAIT)
