"""What answers come to: for each scale one value, its band, and the range measurement error allows.

1. An answer takes a part of its item's *room*, which runs from the lowest code of the item's response set
   to the highest. A reversed item counts from the other end: min + max - code.
2. With fewer than `min_answered` answers a scale has no value. An option marked `is_missing` is no answer.
3. Otherwise the part of their room that the answered items take together is laid over the scale's range:
   from the sum (SUM) or the mean (MEAN) of the items' lowest codes to that of their highest, or from the
   scale's own `low` to `high` (RESCALE).

With all items answered step 3 *is* the sum, the mean, or the stretched mean of the codes. With some missing
and one range of codes throughout, as in every published instrument this was made for, it is the published
rule too: the mean of the answered, and for sums the sum times items divided by answered (prorating). Where
items of one scale differ in range it still cannot leave the scale's range, which filling in a mean could.

Rounding happens once, here, with halves going up; band, error range and comparison read the rounded value,
so that the figure and the words a person sees agree.

- SUM: to the decimals of its codes, so a complete sum is exact and whole codes give a whole number. For the
  PHQ-9 that is the rule of its adaptation in the DSM-5-TR (APA, Severity Measure for Depression, Adult; read
  as quoted in public copies): one or two missing, prorate and round a fraction to the nearest whole number;
  three missing, no score. The quoted rule leaves halves open (4 points on 8 of 9 items are 4.5); up is the
  ordinary convention, and ours. For the PHQ-8 and GAD-7 we follow it by analogy.
- MEAN, RESCALE: to two decimals, the finest in which cut-offs of such scales are published.

Exact: integers inside, no floats. Pure: imports no framework and keeps nothing about any answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from wellbeing.assessments.rules import change
from wellbeing.assessments.rules.definition import Band, Instrument, Method, ResponseSet, Scale

# Inside, codes are counted in whole ten-thousandths, the finest a code can be (see `is_plain`).
UNITS = 10_000
HUNDREDTH = Decimal("0.01")


class UnknownAnswer(ValueError):
    """An answer to an item that is not there, or with a code its response set does not have.

    Carries the item's key and never the answer.
    """

    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item


class BrokenInstrument(ValueError):
    """The definition cannot be scored; `place` says where. `checking.problems` finds all there is to mend."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """One scale's outcome, in scale units. `scale` is its key; `answered` counts items, out of `of`.

    `value` is None when too few items were answered, and so is all that follows from it. `low_error` to
    `high_error` is value +/- 1.96 * SEM within the scale's range, to two decimals; None without possible
    reliability figures. It is the error of a complete scale: with answers missing the true one is wider.
    """

    scale: str
    value: Decimal | None
    answered: int
    of: int
    band: Band | None
    low_error: Decimal | None
    high_error: Decimal | None


@dataclass(frozen=True, slots=True)
class Room:
    """What an item can take: its lowest and highest code in `UNITS`, and the decimals its codes need."""

    lowest: int
    highest: int
    places: int


@dataclass(frozen=True, slots=True)
class Plan:
    """An instrument ready to score. Immutable, so threads may share it."""

    parts: Mapping[str, Mapping[Decimal | None, int | None]]
    scales: tuple["_ScalePlan", ...]

    def score(self, answers: Mapping[str, Decimal | None]) -> tuple[ScaleResult, ...]:
        """The results, in the order of the instrument's scales.

        `answers` maps item keys to codes; None, an absent key and the code of an `is_missing` option all
        mean "not answered". Raises UnknownAnswer for any other code or key, whether in a scale or not.
        """
        taken: dict[str, int] = {}
        for key, code in answers.items():
            try:
                part = self.parts[key][code]
            except (KeyError, TypeError):
                # TypeError: what cannot be hashed (a signalling NaN) is no code either. `from None`: the
                # error replaced here holds the answer, and a traceback would show it.
                raise UnknownAnswer(key) from None
            if part is not None:
                taken[key] = part
        return tuple([scale.result(taken) for scale in self.scales])


def prepare(instrument: Instrument) -> Plan:
    """Work out once all that does not depend on answers; keep the plan for as long as the version lives.

    Raises BrokenInstrument when an item has no codes to score by, or a scale has no such items, no range,
    or a missing rule outside 1..items.
    """
    sets = {each.key: each for each in instrument.response_sets}
    rooms: dict[str, Room] = {}
    parts = {}
    for i, item in enumerate(instrument.items):
        found = sets.get(item.response_set)
        item_room = room(found) if found else None
        if found is None or item_room is None:
            raise BrokenInstrument(f"items[{i}].response_set")
        rooms[item.key] = item_room
        parts[item.key] = _parts(found, item_room)
    for i, scale in enumerate(instrument.scales):
        if not scale.items or not rooms.keys() >= set(scale.items):
            raise BrokenInstrument(f"scales[{i}].items")
        if not 1 <= scale.min_answered <= len(scale.items):
            raise BrokenInstrument(f"scales[{i}].min_answered")
        if not (is_plain(scale.low) and is_plain(scale.high) and scale.low < scale.high):
            raise BrokenInstrument(f"scales[{i}].low")
    return Plan(parts, tuple([_ScalePlan.of(scale, rooms) for scale in instrument.scales]))


def score(instrument: Instrument, answers: Mapping[str, Decimal | None]) -> tuple[ScaleResult, ...]:
    """`prepare(instrument).score(answers)`, for a single use."""
    return prepare(instrument).score(answers)


def band_for(scale: Scale, value: Decimal | None) -> Band | None:
    """The band that holds `value`: the last to start at or below it. Bands ascend (see `checking`)."""
    held = None
    if value is not None:
        for band in scale.bands:
            if band.starts_at > value:
                break
            held = band
    return held


def is_plain(number: Decimal) -> bool:
    """Whether a code or threshold is finite, within a million either way and of at most four decimals."""
    if not (number.is_finite() and -change.LARGEST <= number <= change.LARGEST):
        return False
    return number == number.quantize(change.FINEST)


def room(response_set: ResponseSet) -> Room | None:
    """The room of items with this response set; None without two different plain codes to score by."""
    codes = [option.code for option in response_set.options if not option.is_missing]
    plain = [code for code in codes if code is not None and is_plain(code)]
    if len(plain) < len(codes) or len(set(plain)) < 2:
        return None
    places = next(n for n in range(5) if all(code == round(code, n) for code in plain))
    return Room(int(min(plain) * UNITS), int(max(plain) * UNITS), places)


def value_range(scale: Scale, rooms: Mapping[str, Room]) -> tuple[Decimal, Decimal]:
    """The lowest and highest value that answers can reach, given the rooms of the scale's items."""
    stretch = _Stretch.of(scale, [rooms[key] for key in scale.items])
    return stretch.value(0, 1), stretch.value(1, 1)


def _parts(response_set: ResponseSet, item_room: Room) -> dict[Decimal | None, int | None]:
    """The part of its room that each code takes; None for what is no answer."""
    parts: dict[Decimal | None, int | None] = {None: None}
    for option in response_set.options:
        if option.code is not None and is_plain(option.code):
            parts[option.code] = None if option.is_missing else int(option.code * UNITS) - item_room.lowest
    return parts


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lays a share of room over a scale's range: (base + spread * share) / over, counted in `step`s."""

    base: int
    spread: int
    over: int
    step: Decimal

    @classmethod
    def of(cls, scale: Scale, rooms: list[Room]) -> "_Stretch":
        step = (
            Decimal(1).scaleb(-max(each.places for each in rooms))
            if scale.method is Method.SUM
            else HUNDREDTH
        )
        if scale.method is Method.RESCALE:
            low, high = Fraction(scale.low), Fraction(scale.high)
        else:
            many = UNITS * (len(rooms) if scale.method is Method.MEAN else 1)
            low = Fraction(sum(each.lowest for each in rooms), many)
            high = Fraction(sum(each.highest for each in rooms), many)
        base, spread = low / Fraction(step), (high - low) / Fraction(step)
        over = base.denominator * spread.denominator
        return cls(int(base * over), int(spread * over), over, step)

    def value(self, taken: int, size: int) -> Decimal:
        """The value for `taken` out of `size`, rounded to the step with halves up."""
        over = self.over * size
        return (2 * (self.base * size + self.spread * taken) + over) // (2 * over) * self.step


@dataclass(frozen=True, slots=True)
class _ScalePlan:
    """One scale: its items as (key, size of room, whether reversed), and what turns them into a value."""

    scale: Scale
    items: tuple[tuple[str, int, bool], ...]
    stretch: _Stretch
    margin: Decimal | None

    @classmethod
    def of(cls, scale: Scale, rooms: Mapping[str, Room]) -> "_ScalePlan":
        mine = [rooms[key] for key in scale.items]
        items = [
            (key, each.highest - each.lowest, key in scale.reversed_items)
            for key, each in zip(scale.items, mine, strict=True)
        ]
        margin = None
        if scale.reliability and change.is_possible(scale.reliability):
            margin = (change.Z_95 * change.sem(scale.reliability)).quantize(HUNDREDTH, ROUND_HALF_UP)
        return cls(scale, tuple(items), _Stretch.of(scale, mine), margin)

    def result(self, taken: Mapping[str, int]) -> ScaleResult:
        """The scale's result, given what part of its room each answered item takes."""
        scale, margin = self.scale, self.margin
        answered = together = size = 0
        for key, item_size, is_reversed in self.items:
            part = taken.get(key)
            if part is not None:
                answered += 1
                size += item_size
                together += item_size - part if is_reversed else part
        if answered < scale.min_answered:
            return ScaleResult(scale.key, None, answered, len(self.items), None, None, None)
        value = self.stretch.value(together, size)
        low_error = high_error = None
        if margin is not None:
            low_error, high_error = max(scale.low, value - margin), min(scale.high, value + margin)
        band = band_for(scale, value)
        return ScaleResult(scale.key, value, answered, len(self.items), band, low_error, high_error)
