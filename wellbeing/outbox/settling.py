"""What becomes of a line of reminders once handing over its letter has ended. Imports no framework.

1. Sent, or perhaps sent: one fewer is left, and the next is due at its times. With none left it is over.
2. Failed: tried again after growing waits, for as long as 24 hours; then it is missed.
3. Missed: the next is due at its times, counted from when this one was; none is used up.
4. Refused for good: like missed; the third refusal in a row ends the line.

A line is over, too, when its times have no next moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellbeing.outbox.letters import Outcome, Times

MOST_REFUSALS = 3
TRIES_FOR = timedelta(hours=24)
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line of reminders stands: how many are left and what handing over has met so far."""

    left: int
    tries: int = 0
    gives_up_at: datetime | None = None
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """How it ended after all, and the line from now on. A failure may turn into a missed one; None: put off.

    `due_at` is when the next try or letter is due; without it the line is over.
    """

    outcome: Outcome | None
    line: Line
    due_at: datetime | None


def settle(
    line: Line, outcome: Outcome, times: Times, *, now: datetime, chance: Callable[[], float]
) -> Settled:
    """What follows for a line whose letter ended in `outcome` at `now`."""
    if outcome is Outcome.FAILED:
        again = _again(line, times, now, chance)
        if again is not None:
            return again
        outcome = Outcome.MISSED
    after = _after(line, outcome)
    is_over = after.left == 0 or after.refusals == MOST_REFUSALS
    counted_from = _was_due(line, now) if outcome is Outcome.MISSED else now
    return Settled(outcome, after, None if is_over else times.next(counted_from, chance))


def wait(tries: int, chance: Callable[[], float]) -> timedelta:
    """How long to wait before the next try: doubled each time up to three hours, and half of it drawn."""
    whole = min(FIRST_WAIT * (1 << min(tries, 16)), LONGEST_WAIT)
    return whole * (0.5 + 0.5 * chance())


def _again(line: Line, times: Times, now: datetime, chance: Callable[[], float]) -> Settled | None:
    gives_up_at = line.gives_up_at or now + TRIES_FOR
    # Where the wait would outlast the window, a moment of what is left of it.
    waited = now + wait(line.tries, chance)
    due_at = times.opening(waited, chance) or times.opening(now + FIRST_WAIT, chance)
    if due_at is None or due_at >= gives_up_at:
        return None
    return Settled(Outcome.FAILED, Line(line.left, line.tries + 1, gives_up_at, line.refusals), due_at)


def _was_due(line: Line, now: datetime) -> datetime:
    """About when a missed letter was due: at the first try, or a day ago, beyond which nothing is put off."""
    return (line.gives_up_at or now) - TRIES_FOR


def _after(line: Line, outcome: Outcome) -> Line:
    if outcome is Outcome.SENT:
        return Line(line.left - 1)
    if outcome is Outcome.UNCERTAIN:
        return Line(line.left - 1, refusals=line.refusals)
    return Line(line.left, refusals=line.refusals + (outcome is Outcome.REFUSED))
