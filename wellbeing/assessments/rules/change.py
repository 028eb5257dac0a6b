"""Did a person change, or only the measurement: the Reliable Change Index and what follows from it.

SEM = SD * sqrt(1 - r), S_diff = sqrt(2) * SEM, RCI = (after - before) / S_diff, and a change is reliable
when |RCI| > 1.96 (95 %). Source: Jacobson & Truax 1991, J Consult Clin Psychol 59(1):12-19. SD and r come
from the scale's reference sample, or have been measured on our own answers (`measured`); a retest r is better
than alpha, which leaves out what varies from day to day and so calls a change reliable a little too soon.

Two readings are judged by what was in force in the month of the later one. What was said of them once is not
said otherwise later, whatever has been measured since.

Pure: imports no framework.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from wellbeing.assessments.rules.definition import Measured, Reliability, Scale

Z_95 = Decimal("1.96")
# Figures beyond these are slips of the pen; letting them in would only end in overflow or a division by zero.
FINEST = Decimal("0.0001")
LARGEST = Decimal(1_000_000)


class Change(StrEnum):
    """What may be said of two values of one scale. Whether higher is worse is for the scale to say."""

    RELIABLY_HIGHER = "reliably_higher"
    RELIABLY_LOWER = "reliably_lower"
    NO_RELIABLE_CHANGE = "no_reliable_change"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Reading:
    """A scale's value (scale units, None when it could not be scored) with what it was taken with.

    `version` is the id of the published instrument version and `language` the one the person answered in:
    together they name the label set, and values from two label sets are two different measurements. Without
    a `month` it is judged by what is used now.
    """

    version: str
    language: str
    value: Decimal | None
    month: date | None = None


def is_possible(reliability: Reliability) -> bool:
    """Whether the figures can be those of a real sample: r strictly between 0 and 1, SD above 0.

    r = 1 would mean an instrument without any error, and would make the smallest move a reliable change.
    """
    r, sd = reliability.value, reliability.sd
    if not (r.is_finite() and sd.is_finite()):
        return False
    return FINEST <= r <= 1 - FINEST and FINEST <= sd <= LARGEST


def measured_in(scale: Scale, month: date) -> Measured | None:
    """What had been measured of the scale by a month; None while nothing had."""
    since = [each for each in scale.measured if each.since_month <= month]
    return since[-1] if since else None


def used_since(scale: Scale) -> date | None:
    """The month since which the scale is judged by something measured; None while it is not."""
    found = [each.since_month for each in scale.measured if each.reliability == scale.reliability]
    return found[-1] if found else None


def in_force(scale: Scale, month: date | None) -> Reliability | None:
    """The figures by which the scale is judged in a month."""
    if month is None or not scale.measured:
        return scale.reliability
    found = measured_in(scale, month)
    return found.reliability if found else scale.measured[0].before


def sem(reliability: Reliability) -> Decimal:
    """Standard error of measurement, SD * sqrt(1 - r), in scale units. Needs figures that are possible."""
    return reliability.sd * (1 - reliability.value).sqrt()


def s_diff(reliability: Reliability) -> Decimal:
    """Standard error of the difference of two measurements, sqrt(2) * SEM, in scale units."""
    return reliability.sd * (2 * (1 - reliability.value)).sqrt()


def rci(before: Decimal, after: Decimal, reliability: Reliability) -> Decimal:
    """Reliable Change Index: the difference, in standard errors of a difference; above 0 when it rose."""
    return (after - before) / s_diff(reliability)


def mdc95(reliability: Reliability) -> Decimal:
    """Minimal detectable change: the difference (scale units) that measurement error alone exceeds in 5 %."""
    return Z_95 * s_diff(reliability)


def compare(scale: Scale, before: Reading, after: Reading) -> Change:
    """What the two readings of `scale`, the earlier first, allow to be said.

    NOT_COMPARABLE when version or language differ, a value is missing, or the scale has no possible
    reliability figures: silence is honest where an error range is unknown.
    """
    if (before.version, before.language) != (after.version, after.language):
        return Change.NOT_COMPARABLE
    if before.value is None or after.value is None:
        return Change.NOT_COMPARABLE
    reliability = in_force(scale, after.month)
    if reliability is None or not is_possible(reliability):
        return Change.NOT_COMPARABLE
    index = rci(before.value, after.value, reliability)
    if abs(index) <= Z_95:
        return Change.NO_RELIABLE_CHANGE
    return Change.RELIABLY_HIGHER if index > 0 else Change.RELIABLY_LOWER
