"""Quantiles of Fisher's F, for intervals about alpha. Pure: imports no framework.

The distribution function is a regularised incomplete beta function (Abramowitz & Stegun 1964, 26.6.2),
reckoned by its continued fraction with Lentz's method (Press et al., Numerical Recipes, 3rd ed., 5.2, 6.4);
the quantile is found by halving. SciPy, which has all this, is not among what the site itself needs.
"""

import math

TINY = 1e-300
ENOUGH = 1e-16
MOST_TERMS = 100_000
HALVINGS = 200


def quantile(share: float, *, above: float, below: float) -> float:
    """The value that F with so many degrees of freedom (numerator, denominator) stays under in `share`."""
    if not 0 < share < 1 or above <= 0 or below <= 0:
        raise ValueError("a share is between zero and one, and degrees of freedom are above zero")
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _beta(middle, above / 2, below / 2) < share:
            low = middle
        else:
            high = middle
    part = (low + high) / 2
    return below * part / (above * (1 - part))


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function."""
    if x in (0.0, 1.0):
        return x
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction, two terms at a time."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < ENOUGH * 10:
            break
    return value


def _away_from_zero(number: float) -> float:
    return number if abs(number) > TINY else TINY
