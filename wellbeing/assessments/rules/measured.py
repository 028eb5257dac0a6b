"""When the reliability measured on our own answers takes the place of the figure used so far.

The figures that come with an instrument of ours are assumed. What the picture of the regions gives is
Cronbach's alpha, and alpha is not everything: it says how well questions asked at one time go together, and
leaves out what varies from day to day. A retest r has that in it. So:

1. Alpha may replace an assumed figure, and an earlier alpha. It never replaces a retest r.
2. Only for instruments of our own: those of others have the figures of their papers.
3. From `LEAST` people on (Charter 1999, J Clin Exp Neuropsychol 21:559-566; from memory, to be looked up),
   when the interval of alpha is no wider than `WIDEST`, and the figures are possible (`change.is_possible`).
4. The lower end of the interval is what is used. So a change is called reliable later rather than sooner,
   which makes up for some of what alpha leaves out, and for not all of it: the pages say so.
5. A measured figure stays until a new one contradicts it (the old alpha is outside the new interval) or is
   known far better (`FINER`), so that the bar does not tremble from quarter to quarter.

Pure: imports no framework.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wellbeing.assessments.rules import change
from wellbeing.assessments.rules.definition import LicenceClass, Reliability

ALPHA = "alpha"
ASSUMED = "assumed"
REPLACEABLE = frozenset({ASSUMED, ALPHA})
LEAST = 400
WIDEST = Decimal("0.1")
# An interval this part of the old one's width, or narrower, is news.
FINER = Decimal("0.67")


class Refusal(StrEnum):
    """Why a measured figure is not used."""

    NOT_OWN = "not_own"
    NOTHING_TO_REPLACE = "nothing_to_replace"
    BETTER_THERE = "better_there"
    FEW = "few"
    WIDE = "wide"
    IMPOSSIBLE = "impossible"
    NO_NEWS = "no_news"


@dataclass(frozen=True, slots=True)
class Found:
    """Alpha with its interval (95 %), the spread in scale units, and how many people there are at least."""

    alpha: Decimal
    low: Decimal
    high: Decimal
    sd: Decimal
    people: int


def used(found: Found) -> Reliability:
    """What changes are judged by once this is taken over."""
    return Reliability(ALPHA, found.low, found.sd, found.people, "", "")


def refusal(
    found: Found, *, licence: LicenceClass, in_force: Reliability | None, before: Found | None
) -> Refusal | None:
    """Why this is not taken over; None when it is. `before` is the measured figure in force, if one is."""
    if licence is not LicenceClass.OWN:
        return Refusal.NOT_OWN
    if in_force is None:
        return Refusal.NOTHING_TO_REPLACE
    if in_force.coefficient not in REPLACEABLE:
        return Refusal.BETTER_THERE
    if found.people < LEAST:
        return Refusal.FEW
    if found.high - found.low > WIDEST:
        return Refusal.WIDE
    if not (found.low <= found.alpha <= found.high and change.is_possible(used(found))):
        return Refusal.IMPOSSIBLE
    return Refusal.NO_NEWS if before and not _is_news(found, before) else None


def _is_news(found: Found, before: Found) -> bool:
    contradicts = not found.low <= before.alpha <= found.high
    return contradicts or found.high - found.low <= FINER * (before.high - before.low)
