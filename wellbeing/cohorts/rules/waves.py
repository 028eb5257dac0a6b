"""When the waves of a cohort are, by the days on which its people meet. Pure: imports no framework."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

BEFORE_STAYS_OPEN = timedelta(days=3)  # after the first day
SOONEST_AFTER = timedelta(days=7)  # after the first day
AFTER_LASTS = timedelta(days=14)
LATER_BEGINS = timedelta(days=90)  # after the last day
LATER_LASTS = timedelta(days=21)
DAY = timedelta(days=1)


class Kind(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Span:
    """A wave and its days; both are in it."""

    kind: Kind
    opens_on: date
    closes_on: date


def spans(days: Sequence[date]) -> tuple[Span, ...]:
    """The three waves of those who meet on these days, in order; none without days.

    *Before* begins with the first day and lasts three more, but ends before they meet on another day. *After*
    begins with the last day, a week after the first at the soonest, and lasts 14 days. *Later* begins 90 days
    after the last day and lasts 21. No two overlap.
    """
    met = sorted(set(days))
    if not met:
        return ()
    first, last = met[0], met[-1]
    over = min([first + BEFORE_STAYS_OPEN, *(day - DAY for day in met[1:2])])
    after, later = max(last, first + SOONEST_AFTER), last + LATER_BEGINS
    return (
        Span(Kind.BEFORE, first, over),
        Span(Kind.AFTER, after, after + AFTER_LASTS - DAY),
        Span(Kind.LATER, later, later + LATER_LASTS - DAY),
    )
