"""What stands on the key for each scale: points by question, the way to the value, bands, error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from wellbeing.assessments.papersheet.tables import Formula, Points, Table, table
from wellbeing.assessments.rules import scoring
from wellbeing.assessments.rules.definition import Band, Instrument, Method, ResponseSet, Scale
from wellbeing.assessments.rules.scoring import UNITS, Plan, Room

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a scale: its `number` on the sheet, what is printed in its boxes, and their points.

    The points of a reversed question are turned already; a box that counts as no answer has none. `weight` is
    what the answered question adds to the count by which the sum is judged: 1, unless the key `is_mixed`.
    """

    number: int
    codes: Points
    points: Points
    weight: Decimal
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class BandKey:
    """A band with the lowest and the highest value that fall into it."""

    band: Band
    start: Decimal
    end: Decimal


@dataclass(frozen=True, slots=True)
class ScaleKey:
    """All that is needed to score one scale by hand.

    With fewer than `least` answers it has no value. Where the codes of its questions differ in range it
    `is_mixed`: a question's weight is then the most points it can give. `margin` is how far the value may be
    off either way, within the scale's range.
    """

    scale: Scale
    rows: tuple[Row, ...]
    least: int
    is_mixed: bool
    formula: Formula
    table: Table | None
    bands: tuple[BandKey, ...]
    margin: Decimal | None

    @property
    def is_complete(self) -> bool:
        """Whether the table has all that answers can come to, so that nobody needs the formula."""
        if self.table is None:
            return False
        return self.least == len(self.rows) or len(self.table.weights) > 1


def keys(instrument: Instrument, plan: Plan) -> tuple[ScaleKey, ...]:
    """The key of every scale, in the order of the instrument. `plan` is prepared from the same instrument."""
    margins = {each.scale.key: each.margin for each in plan.scales}
    return tuple(key_of(instrument, scale, margins[scale.key]) for scale in instrument.scales)


def key_of(instrument: Instrument, scale: Scale, margin: Decimal | None) -> ScaleKey:
    sets = {each.key: each for each in instrument.response_sets}
    of = {
        item.key: (number, sets[item.response_set]) for number, item in enumerate(instrument.items, start=1)
    }
    rooms = {key: _room(of[key][1]) for key in scale.items}
    is_mixed = len({(room.lowest, room.highest) for room in rooms.values()}) > 1
    rows = tuple(
        _row(*of[key], rooms[key], is_reversed=key in scale.reversed_items, is_mixed=is_mixed)
        for key in scale.items
    )
    formula = _mixed(scale, rooms) if is_mixed else _even(scale, rooms)
    starts = [band.starts_at for band in scale.bands]
    return ScaleKey(
        scale=scale,
        rows=rows,
        least=scale.min_answered,
        is_mixed=is_mixed,
        formula=formula,
        table=table(((row.points, row.weight) for row in rows), scale.min_answered, formula, starts),
        bands=_bands(scale, formula.step),
        margin=margin,
    )


def _room(response_set: ResponseSet) -> Room:
    room = scoring.room(response_set)
    if room is None:
        raise scoring.BrokenInstrument(response_set.key)
    return room


def _row(number: int, answers: ResponseSet, room: Room, *, is_reversed: bool, is_mixed: bool) -> Row:
    """Points are codes where all questions run alike; else what a code is above the question's lowest."""
    lowest, highest = Decimal(room.lowest) / UNITS, Decimal(room.highest) / UNITS
    codes = [None if option.is_missing else option.code for option in answers.options]
    turned = [code if code is None or not is_reversed else lowest + highest - code for code in codes]
    points = tuple(code if code is None or not is_mixed else code - lowest for code in turned)
    return Row(number, tuple(codes), points, highest - lowest if is_mixed else ONE, is_reversed)


def _step(scale: Scale, rooms: Mapping[str, Room]) -> Decimal:
    if scale.method is Method.SUM:
        return ONE.scaleb(-max(room.places for room in rooms.values()))
    return scoring.HUNDREDTH


def _even(scale: Scale, rooms: Mapping[str, Room]) -> Formula:
    step = _step(scale, rooms)
    if scale.method is Method.SUM:
        return Formula(ZERO, Decimal(len(scale.items)), ONE, ZERO, ONE, step)
    if scale.method is Method.MEAN:
        return Formula(ZERO, ONE, ONE, ZERO, ONE, step)
    room = rooms[scale.items[0]]
    lowest, highest = Decimal(room.lowest) / UNITS, Decimal(room.highest) / UNITS
    return Formula(lowest, scale.high - scale.low, highest - lowest, scale.low, ONE, step)


def _mixed(scale: Scale, rooms: Mapping[str, Room]) -> Formula:
    step = _step(scale, rooms)
    if scale.method is Method.RESCALE:
        return Formula(ZERO, scale.high - scale.low, ONE, scale.low, ONE, step)
    lowest = Decimal(sum(rooms[key].lowest for key in scale.items)) / UNITS
    highest = Decimal(sum(rooms[key].highest for key in scale.items)) / UNITS
    many = ONE if scale.method is Method.SUM else Decimal(len(scale.items))
    return Formula(ZERO, highest - lowest, ONE, lowest, many, step)


def _bands(scale: Scale, step: Decimal) -> tuple[BandKey, ...]:
    """Each band up to the last value before the next one starts, values coming in whole steps."""
    nexts: Sequence[Decimal | None] = [*(band.starts_at for band in scale.bands[1:]), None]
    return tuple(
        BandKey(band, band.starts_at, scale.high if after is None else _below(after, step))
        for band, after in zip(scale.bands, nexts, strict=False)
    )


def _below(start: Decimal, step: Decimal) -> Decimal:
    return ((Fraction(start) / Fraction(step)).__ceil__() - 1) * step
