"""What is counted of one version of an instrument, in which order, and how far one contribution moves it.

What a release has places for is settled by what is public - versions, languages, regions - and never by what
came in: a row that stood there only because somebody filled it would name them, whatever noise it had.

Every part of a release is a row of whole numbers. `sensitivity` is the L2 distance by which adding or taking
away any one contribution can move it. Only the scales' own version is moved, so the noise is measured by it.

- Bands: one count per scale goes up by 1: the root of the number of scales.
- Sums: a scale's value becomes c, from -50 to 50 steps about the middle of its range, and with it goes the
  square, in fiftieths and about its own middle, for the spread: c^2/50 - 25. No c moves the two further than
  the ends do, 50^2 + 25^2.
- Psychometrics: of a scale answered in full the number, whether it is at either end, each item x from -m to m
  about the middle of its codes, and each product of two. The numbers differ in how far they move; weights
  bring them near each other so that the noise does not drown the small ones: with k items and M the widest m,
  the number counts M^2 k/2, an end M^2 k/4, an item 2M, a product 1.

Pure: imports no framework.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from wellbeing.assessments.rules import scoring
from wellbeing.assessments.rules.definition import Instrument, Scale
from wellbeing.picture.rules.budget import Part

# A scale's value is counted in hundredths of its range, from the middle: 50 either way.
HALF = 50
SQUARE_HALF = 25
# Codes finer than so many steps either way of the middle are rounded to them.
FINEST_CODES = 1000
NO_REGION = ""


@dataclass(frozen=True, slots=True)
class ScaleLayout:
    """One scale: its bands' slots, and for the items what code makes which x."""

    scale: Scale
    low: Decimal
    high: Decimal
    starts: tuple[Decimal, ...]
    codes: tuple[Mapping[Decimal, int], ...]
    widest: tuple[int, ...]

    @property
    def slots(self) -> int:
        return len(self.starts)

    @property
    def weights(self) -> tuple[int, int, int]:
        """What the number, an end and an item count, where a product counts 1."""
        most, many = max(self.widest), len(self.widest)
        return most**2 * math.ceil(many / 2), most**2 * math.ceil(many / 4), 2 * most

    @property
    def moment_room(self) -> int:
        many = len(self.widest)
        return 3 + many + many * (many + 1) // 2

    @property
    def moment_reach(self) -> int:
        """The square of how far one contribution moves the numbers of this scale's items."""
        number, end, item = self.weights
        squares = [m**2 for m in self.widest]
        products = sum(a * b for i, a in enumerate(squares) for b in squares[i:])
        return number**2 + end**2 + item**2 * sum(squares) + products

    def slot_of(self, value: Decimal) -> int:
        return max(0, sum(start <= value for start in self.starts) - 1)

    def steps_of(self, value: Decimal) -> tuple[int, int]:
        """The value and its square as they are added up."""
        share = Fraction(value - self.low) / Fraction(self.high - self.low)
        c = min(HALF, max(-HALF, math.floor(share * 2 * HALF + Fraction(1, 2)) - HALF))
        return c, (c * c + SQUARE_HALF) // HALF - SQUARE_HALF


@dataclass(frozen=True)
class VersionLayout:
    """One version of an instrument, with the regions that have a place in the release."""

    instrument: Instrument
    version: int
    regions: tuple[str, ...]

    @property
    def key(self) -> tuple[str, int]:
        return self.instrument.key, self.version

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The rows of a regional table; the last is of those who gave no region."""
        return (*[region for region in self.regions if region != NO_REGION], NO_REGION)

    @cached_property
    def plan(self) -> scoring.Plan:
        return scoring.prepare(self.instrument)

    @cached_property
    def scales(self) -> tuple[ScaleLayout, ...]:
        rooms = {item.key: _room(self.instrument, item.response_set) for item in self.instrument.items}
        return tuple([_scale(self.instrument, scale, rooms) for scale in self.instrument.scales])

    def sensitivity(self, part: Part) -> float:
        """How far one contribution moves this part (L2), at most."""
        many = len(self.scales)
        if part in (Part.REGION_BANDS, Part.COUNTRY_BANDS):
            return math.sqrt(many)
        if part in (Part.REGION_SUMS, Part.COUNTRY_SUMS):
            return math.sqrt(many * (HALF**2 + SQUARE_HALF**2))
        return math.sqrt(sum(scale.moment_reach for scale in self.scales))


def _room(instrument: Instrument, key: str) -> scoring.Room:
    found = next((scoring.room(each) for each in instrument.response_sets if each.key == key), None)
    if found is None:
        raise scoring.BrokenInstrument(key)
    return found


def _scale(instrument: Instrument, scale: Scale, rooms: Mapping[str, scoring.Room]) -> ScaleLayout:
    low, high = scoring.value_range(scale, rooms)
    first = [low] if not scale.bands or scale.bands[0].starts_at > low else []
    taken = [_taken(instrument, key, rooms) for key in scale.items]
    step = math.gcd(*[part for each in taken for part in each.values()])
    step = max(step, math.ceil(max(part for each in taken for part in each.values()) / FINEST_CODES))
    codes, widest = [], []
    for key, parts in zip(scale.items, taken, strict=True):
        most = max(parts.values()) // step
        sign = -1 if key in scale.reversed_items else 1
        codes.append({code: sign * (min(2 * most, 2 * part // step) - most) for code, part in parts.items()})
        widest.append(most)
    starts = (*first, *[band.starts_at for band in scale.bands])
    return ScaleLayout(scale, low, high, starts, tuple(codes), tuple(widest))


def _taken(instrument: Instrument, key: str, rooms: Mapping[str, scoring.Room]) -> dict[Decimal, int]:
    """What part of its item's room each code takes, in units of scoring."""
    wanted = next(item.response_set for item in instrument.items if item.key == key)
    options = next(each.options for each in instrument.response_sets if each.key == wanted)
    return {
        option.code: int(option.code * scoring.UNITS) - rooms[key].lowest
        for option in options
        if option.code is not None and not option.is_missing
    }
