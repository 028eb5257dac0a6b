"""How much of a person the picture may give away in a year, and what each part of a release may spend of it.

The year's figure is an epsilon at a delta of one in a million. It is reckoned in zero-concentrated
differential privacy, rho, because there spending simply adds up. Source: Bun & Steinke 2016, "Concentrated
Differential Privacy", TCC 2016-B, arXiv 1605.02292:

- Proposition 1.3: rho-zCDP gives (rho + 2 sqrt(rho ln(1/delta)), delta)-differential privacy for every delta;
- Proposition 1.6: noise of variance sigma^2 on what one person moves by at most D (in the L2 norm) costs
  rho = D^2 / (2 sigma^2). For whole numbers the discrete Gaussian costs the same: Canonne, Kamath & Steinke
  2020, arXiv 2004.00010, Theorem 4;
- Lemma 1.7: what two releases cost adds up;
- Proposition 1.9: who added k contributions where one was reckoned with is given away by k^2 times as much.

The promise is for somebody who adds one contribution a quarter. A contribution counts towards one version of
one instrument only, so each version has the whole of a quarter's parts for itself, and two contributions to
different ones cost twice as much, not four times. Pure: imports no framework.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

DELTA = 1e-6
QUARTERS = 4
# What rounding may do to a sum of parts, and nothing beside it.
ROUNDING = 1e-12


class Part(StrEnum):
    """What of a quarter leaves the box."""

    REGION_BANDS = "region_bands"
    REGION_SUMS = "region_sums"
    COUNTRY_BANDS = "country_bands"
    COUNTRY_SUMS = "country_sums"
    PSYCHOMETRICS = "psychometrics"


# In hundredths. Regions are small and have the most; the country is counted well with little.
SHARES: Mapping[Part, int] = MappingProxyType(
    {
        Part.REGION_BANDS: 35,
        Part.REGION_SUMS: 25,
        Part.COUNTRY_BANDS: 10,
        Part.COUNTRY_SUMS: 10,
        Part.PSYCHOMETRICS: 20,
    }
)


class Overspent(Exception):
    """More would be spent than there is; nothing has been."""

    def __init__(self, *, asked: float, left: float) -> None:
        super().__init__(f"rho of {asked} asked for, {left} left")
        self.asked = asked
        self.left = left


def epsilon_of(rho: float, *, delta: float = DELTA) -> float:
    """The epsilon that `rho` comes to at `delta`."""
    _refuse_impossible(rho, delta)
    return rho + 2 * math.sqrt(rho * math.log(1 / delta))


def rho_of(epsilon: float, *, delta: float = DELTA) -> float:
    """The rho that comes to `epsilon` at `delta`: the formula above, solved for the root of rho."""
    _refuse_impossible(epsilon, delta)
    log = math.log(1 / delta)
    # (sqrt(log + epsilon) - sqrt(log))^2, written so that a small epsilon loses no digits.
    return (epsilon / (math.sqrt(log + epsilon) + math.sqrt(log))) ** 2


def sigma_of(*, sensitivity: float, rho: float) -> float:
    """The spread of the noise on what one contribution moves by at most `sensitivity` (L2)."""
    _refuse_impossible(sensitivity, DELTA)
    _refuse_impossible(rho, DELTA)
    return sensitivity / math.sqrt(2 * rho)


def of_many(rho: float, *, contributions: int) -> float:
    """What somebody spends who added so many contributions to the same quarter and version."""
    return rho * contributions**2


def quarter_of(year_epsilon: float) -> Mapping[Part, float]:
    """The rho of each part of one quarter's release, of a year that may spend `year_epsilon`."""
    rho = rho_of(year_epsilon) / QUARTERS
    return MappingProxyType({part: rho * share / 100 for part, share in SHARES.items()})


@dataclass(slots=True)
class Purse:
    """A quarter's rho, part by part. Each part is spent once, by what it was given and no more."""

    year_epsilon: float
    _left: dict[Part, float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._left = dict(quarter_of(self.year_epsilon))

    def left(self, part: Part) -> float:
        return self._left[part]

    def spend(self, part: Part, rho: float) -> None:
        """Take `rho` out of a part. Raises Overspent, and takes nothing, when it holds less."""
        _refuse_impossible(rho, DELTA)
        left = self._left[part]
        if rho > left * (1 + ROUNDING):
            raise Overspent(asked=rho, left=left)
        self._left[part] = max(0.0, left - rho)

    def spend_all(self, part: Part) -> float:
        """Everything a part still has. Raises Overspent when nothing is left."""
        left = self._left[part]
        if left <= 0:
            raise Overspent(asked=quarter_of(self.year_epsilon)[part], left=left)
        self._left[part] = 0.0
        return left


def _refuse_impossible(amount: float, delta: float) -> None:
    """Nothing, less than nothing and what is no number cannot be spent; delta is a chance."""
    if not (math.isfinite(amount) and amount > 0):
        raise ValueError("an amount of privacy is a finite number above zero")
    if not 0 < delta < 1:
        raise ValueError("delta is a chance between zero and one")
