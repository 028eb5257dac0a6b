"""The change between two waves with its interval. Pure: imports no framework.

Nobody is followed from one wave to the next, so the two are compared as if others had answered each time
(unpaired): the difference of means with Welch's interval, whose degrees of freedom are Satterthwaite's. Where
the same people answered twice, an interval that followed each of them would as a rule be narrower.
Sources: Welch 1947, Biometrika 34(1/2):28-35; Satterthwaite 1946, Biometrics Bulletin 2(6):110-114.

The quantile of t is the expansion of Abramowitz & Stegun 1964, 26.7.5, with its four terms. From 9 degrees of
freedom, the fewest that two waves of ten can have, it is right to three places.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from wellbeing.cohorts.rules import small_numbers

STEP = small_numbers.STEP
FARTHEST = 100
Z_95 = NormalDist().inv_cdf(0.975)
# Below this a digit is noise of the reckoning, and a bound on a step stays there.
PLACES = 9


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody's answers came to: a value from 0 to 100, and the number of the band it is in."""

    value: Fraction
    band: int


@dataclass(frozen=True, slots=True)
class Sums:
    """How many answered, the mean of their values, and the variance (by n - 1)."""

    n: int
    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference of means and its bounds (95 %), in points."""

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """What is published: whole steps of 5 points, bounds rounded outward. `at_least` so many answered in the
    later wave, fewer than 5 more."""

    difference: int
    low: int
    high: int
    at_least: int


def figures(answered: Sequence[Answered]) -> Sums | None:
    """The sums of a wave; nothing when it is too small or too alike to publish anything of it."""
    if not small_numbers.counts([each.band for each in answered]):
        return None
    return sums([each.value for each in answered])


def sums(values: Sequence[Fraction]) -> Sums:
    """Of two values or more; reckoned exactly, so that no order of the values shows."""
    n = len(values)
    mean = sum(values, Fraction(0)) / n
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / (n - 1)
    return Sums(n, float(mean), float(variance))


def t_95(freedom: float) -> float:
    """The two-sided 95 % quantile of Student's t; `freedom` need not be whole."""
    x = Z_95
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + sum(term / freedom**power for power, term in enumerate(terms, start=1))


def welch(before: Sums, after: Sums) -> Interval:
    """The difference "after less before" with its interval; a point where nothing varies at all."""
    difference = after.mean - before.mean
    one, other = before.variance / before.n, after.variance / after.n
    spread = one + other
    if spread == 0:
        return Interval(difference, difference, difference)
    freedom = spread**2 / (one**2 / (before.n - 1) + other**2 / (after.n - 1))
    margin = t_95(freedom) * math.sqrt(spread)
    return Interval(difference, difference - margin, difference + margin)


def change(before: Sums | None, after: Sums | None) -> Change | None:
    """What may be published of two waves; nothing when one of them is too small or too alike."""
    if before is None or after is None:
        return None
    found = welch(before, after)
    return Change(
        difference=_nearest(found.difference),
        low=max(-FARTHEST, STEP * math.floor(_steps(found.low))),
        high=min(FARTHEST, STEP * math.ceil(_steps(found.high))),
        at_least=small_numbers.at_least(after.n),
    )


def _steps(points: float) -> float:
    return round(points / STEP, PLACES)


def _nearest(points: float) -> int:
    """The nearest step; half a step goes away from zero, so that a gain and a loss are rounded alike."""
    return STEP * int(math.copysign(math.floor(abs(_steps(points)) + 0.5), points))
