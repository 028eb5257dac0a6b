"""One version's counts as they may leave the box: every part with noise, and what it cost. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wellbeing.picture.rules import budget, noise
from wellbeing.picture.rules.budget import Part, Purse
from wellbeing.picture.rules.layout import VersionLayout


@dataclass(frozen=True)
class Noisy:
    """Rows of whole numbers by part, in the order of `layout`, and the spread of the noise on each."""

    layout: VersionLayout
    rows: Mapping[Part, Sequence[int]]
    sigmas: Mapping[Part, float]


def draw(layout: VersionLayout, exact: Mapping[Part, Sequence[int]], *, year_epsilon: float) -> Noisy:
    """Noise on everything, for which a version's whole quarter is spent. `exact` is a tally's `rows`."""
    purse = Purse(year_epsilon)
    rows, sigmas = {}, {}
    for part, row in exact.items():
        rho, sensitivity = purse.spend_all(part), layout.sensitivity(part)
        rows[part] = noise.add(row, sensitivity=sensitivity, rho=rho)
        sigmas[part] = math.nextafter(budget.sigma_of(sensitivity=sensitivity, rho=rho), math.inf)
    return Noisy(layout, rows, sigmas)
