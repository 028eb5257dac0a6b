"""A figure made of noisy numbers: with what the noise may do to it, or why it is not given.

1. A number of people is known up to its noise. A figure that needs so many is given when there are surely so
   many: when n less what the noise may add to it is not below the least.
2. What the noise may do, 95 times in 100: each noisy number is moved by the spread of its noise, and what
   that does to the figure is added up as variances are ("delta method").
3. A figure that the noise may move too far is drowned, and not given.
4. The others are rounded to the place of the first digit of what may be wrong with them, their bounds
   outwards: the digits beyond are noise. Rounding hides nobody: the noise has done so.

Pure: imports no framework.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wellbeing.picture.rules import psychometrics
from wellbeing.picture.rules.cells import FEWEST
from wellbeing.picture.rules.layout import ScaleLayout
from wellbeing.picture.rules.psychometrics import Z_95, Drowned, Moments
from wellbeing.picture.rules.tallying import moments

# Half the width that a coefficient's bounds may have.
WIDEST = 0.2
FINEST = 4
# So that a bound on a step stays there.
TINY = 1e-9

Room = tuple[float, float]


class Why(StrEnum):
    """Why there is no figure."""

    FEW = "few"
    DROWNED = "drowned"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its bounds; or why there is none, and how many it takes."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The noisy numbers of one scale, in the order of `layout`, and the spread of the noise on each.

    They may be those of several `quarters`. Then somebody may be in them as often: they are surely of no more
    people than a quarter has on average, and it is by so many that it is judged whether there are enough.
    """

    row: tuple[int, ...]
    sigma: float
    quarters: int = 1


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What can be made of one scale's noisy numbers."""

    scale: ScaleLayout
    kept: Kept

    @property
    def n(self) -> float:
        return self._moments(self.kept.row).n

    @property
    def doubt(self) -> float:
        """What the noise may do to the number of answers."""
        return Z_95 * self.kept.sigma / self.scale.weights[0]

    @property
    def surely(self) -> float:
        """How many people there are at least."""
        return (self.n - self.doubt) / self.kept.quarters

    def number(self) -> Figure:
        """How many answered; none while it is not sure that they are ten people."""
        if self.surely < FEWEST:
            return Figure(why=Why.FEW, needed=FEWEST)
        return rounded(self.n, self.n - self.doubt, self.n + self.doubt, room=(0, math.inf), finest=0)

    def alpha(self) -> Figure:
        """With its whole interval: who happened to answer, and the noise."""
        if self.surely < psychometrics.LEAST:
            return Figure(why=Why.FEW, needed=psychometrics.LEAST)
        try:
            found = psychometrics.alpha(self._moments(self.kept.row), people=self.n / self.kept.quarters)
        except Drowned:
            return Figure(why=Why.DROWNED)
        if found.high - found.low > 2 * WIDEST:
            return Figure(why=Why.DROWNED)
        return rounded(found.value, found.low, found.high, room=(-math.inf, 1))

    def figures(
        self,
        reckon: Callable[[Moments], Sequence[float]],
        *,
        many: int,
        needed: int,
        room: Room,
        widest: float = WIDEST,
    ) -> list[Figure]:
        """The `many` figures that `reckon` gives, with what the noise alone may do to each."""
        if self.surely < needed:
            return [Figure(why=Why.FEW, needed=needed)] * many
        try:
            values, doubts = self._doubted(reckon)
        except Drowned:
            return [Figure(why=Why.DROWNED)] * many
        return [
            rounded(value, value - doubt, value + doubt, room=room)
            if doubt <= widest
            else Figure(why=Why.DROWNED)
            for value, doubt in zip(values, doubts, strict=True)
        ]

    def _doubted(self, reckon: Callable[[Moments], Sequence[float]]) -> tuple[Sequence[float], list[float]]:
        row, sigma = list(self.kept.row), self.kept.sigma
        values = reckon(self._moments(row))
        squares = [0.0] * len(values)
        for i in range(len(row) if sigma else 0):
            moved = reckon(self._moments([*row[:i], row[i] + sigma, *row[i + 1 :]]))
            squares = [square + (b - a) ** 2 for square, a, b in zip(squares, values, moved, strict=True)]
        return values, [Z_95 * math.sqrt(square) for square in squares]

    def _moments(self, row: Sequence[float]) -> Moments:
        return moments(self.scale, row, sigma=self.kept.sigma)


def rounded(value: float, low: float, high: float, *, room: Room, finest: int = FINEST) -> Figure:
    """To the place of the first digit of half the width, within `room`; `finest` is the most decimals."""
    half = (high - low) / 2
    places = finest if half <= 0 else min(finest, -math.floor(math.log10(half)))
    step = 10.0**-places
    down, up = math.floor(low / step + TINY) * step, math.ceil(high / step - TINY) * step
    least, most = room
    value, low, high = [min(most, max(least, round(each, places) + 0.0)) for each in (value, down, up)]
    return Figure(value, low, high)
