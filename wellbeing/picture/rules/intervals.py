"""Shares and means of noisy numbers, with intervals that count who happened to answer and the noise alike.

Both are ratios of two noisy numbers, and small ones; so by Fieller's method: a value fits when count - value
times n is as near to nothing as sampling and noise let it be (Fieller 1954, JRSS B 16:175). With no noise at
all the interval of a share is Wilson's (1927, JASA 22:209), and that of a mean is Student's.
Where the noise is so large that any value fits, the interval is all there can be, and says so honestly.

n is the sum of the bands, so its noise is theirs. Pure: imports no framework.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

from wellbeing.cohorts.rules.change import t_95
from wellbeing.picture.rules.layout import HALF, SQUARE_HALF

Z_95 = NormalDist().inv_cdf(0.975)
LEAST_FREEDOM = 9


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its bounds (95 %); shares from 0 to 1, means in the scale's units."""

    value: float
    low: float
    high: float


def share(count: float, *, n: float, bands: int, sigma: float) -> Interval:
    """The share of one band of several, each counted with noise of spread `sigma`."""
    if n <= 0:
        return Interval(0.5, 0.0, 1.0)
    fit = Z_95**2
    noise = fit * sigma**2
    # count - p n has this band's noise 1 - p times, the others' p times, and varies by n p (1 - p) by chance.
    bounds = _solve(n**2 + fit * n - noise * bands, 2 * count * n + fit * n - 2 * noise, count**2 - noise)
    low, high = bounds or (0.0, 1.0)
    value = min(1.0, max(0.0, count / n))
    return Interval(value, min(value, max(0.0, low)), max(value, min(1.0, high)))


def mean(
    steps: float,
    squares: float,
    *,
    n: float,
    bands: int,
    sigma: float,
    sums_sigma: float,
    low: float,
    high: float,
) -> Interval:
    """The mean of a scale from `low` to `high`, from the sums of steps and of their squares (see `layout`).

    `sigma` is the spread of the noise on each band, `sums_sigma` of that on each sum. The spread of values is
    read from the squares, taken as large as their noise could make it by one standard error, and never larger
    than values within the range can have.
    """
    per_step = (high - low) / (2 * HALF)
    middle = (low + high) / 2
    if n <= 0:
        return Interval(middle, low, high)
    value = min(HALF, max(-HALF, steps / n))
    noisy_square = HALF * ((squares + sums_sigma + SQUARE_HALF * math.sqrt(bands) * sigma) / n + SQUARE_HALF)
    most = HALF**2 - value**2
    variance = min(most, max(0.0, noisy_square - value**2)) * n / max(1.0, n - 1)
    fit = t_95(max(LEAST_FREEDOM, n - 1)) ** 2
    square = n**2 - Z_95**2 * bands * sigma**2
    plain = steps**2 - fit * n * variance - Z_95**2 * sums_sigma**2
    bounds = _solve(square, 2 * steps * n, plain)
    down, up = bounds or (-HALF, HALF)
    down, up = min(value, max(-HALF, down)), max(value, min(HALF, up))
    return Interval(*[middle + each * per_step for each in (value, down, up)])


def _solve(square: float, linear: float, plain: float) -> tuple[float, float] | None:
    """Where square x^2 - linear x + plain is nothing or less; None when that is not one stretch."""
    root = linear**2 - 4 * square * plain
    if square <= 0 or root < 0:
        return None
    return (linear - math.sqrt(root)) / (2 * square), (linear + math.sqrt(root)) / (2 * square)
