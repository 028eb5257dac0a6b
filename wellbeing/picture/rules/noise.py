"""Noise on whole numbers: OpenDP's discrete Gaussian, and nothing of our own.

OpenDP draws exactly, by whole numbers and its own secure generator (Canonne, Kamath & Steinke 2020, arXiv
2004.00010), so that no rounding of floating point tells anything; it takes no seed. What a spread costs is
asked of OpenDP too, and what is dearer than it may be is refused before a single number is drawn.
Pure: imports no framework.
"""

import math
from collections.abc import Sequence

import opendp.prelude as dp

from wellbeing.picture.rules import budget

dp.enable_features("contrib")  # how OpenDP names the mechanisms whose proofs it publishes

# OpenDP keeps a result within 64 bits by cutting it off; nothing that is counted comes near.
FARTHEST = 2**62


class TooDear(Exception):
    """The mechanism says that it costs more than it may."""


def add(values: Sequence[int], *, sensitivity: float, rho: float) -> list[int]:
    """The values with noise that costs at most `rho`, when one contribution moves them by `sensitivity` (L2).

    Raises ValueError for values beyond `FARTHEST`, and TooDear.
    """
    if any(abs(value) > FARTHEST for value in values):
        raise ValueError("a value beyond what noise can be added to")
    # One float further, so that the division has rounded towards more noise.
    sigma = math.nextafter(budget.sigma_of(sensitivity=sensitivity, rho=rho), math.inf)
    space = dp.vector_domain(dp.atom_domain(T=dp.i64)), dp.l2_distance(T=float)
    measurement = dp.m.make_gaussian(*space, scale=sigma)
    # OpenDP writes no types for `map`.
    cost: float = measurement.map(sensitivity)  # type: ignore[no-untyped-call]
    if cost > rho * (1 + budget.ROUNDING):
        raise TooDear
    return [int(value) for value in measurement(list(values))]
