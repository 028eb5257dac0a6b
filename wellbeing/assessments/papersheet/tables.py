"""From a sum of points to a value: as steps of reckoning, and as a table with all of them done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

# What still reads as a table. Beyond that it shows complete answers only, or gives way to the formula.
MOST_LINES = 110
MOST_COLUMNS = 8
MOST_STATES = 20_000

Points = Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in scale units, and the place of its band from 0; None where the scale has no bands."""

    value: Decimal
    band: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """The values for one sum: a cell for each column, None where no answers come to this sum."""

    sum: Decimal
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`weights` head the columns: how many were answered, or what their weights come to."""

    weights: tuple[Decimal, ...]
    lines: tuple[Line, ...]

    def cell(self, total: Decimal, weight: Decimal) -> Cell | None:
        """Where the line of a sum and the column of a weight cross; None where there is no such place."""
        for line in self.lines:
            if line.sum == total and weight in self.weights:
                return line.cells[self.weights.index(weight)]
        return None


@dataclass(frozen=True, slots=True)
class Formula:
    """The value is ((sum - subtract * weight) * times / (over * weight) + add) / divide, rounded to whole
    `step`s with halves going up. What would change nothing is 0 or 1, and not printed."""

    subtract: Decimal
    times: Decimal
    over: Decimal
    add: Decimal
    divide: Decimal
    step: Decimal

    def value(self, total: Decimal, weight: Decimal) -> Decimal:
        lifted = (Fraction(total) - Fraction(self.subtract) * Fraction(weight)) * Fraction(self.times)
        exact = (lifted / (Fraction(self.over) * Fraction(weight)) + Fraction(self.add)) / Fraction(
            self.divide
        )
        return ((exact / Fraction(self.step) + Fraction(1, 2)).__floor__()) * self.step


@dataclass(frozen=True, slots=True)
class _Reached:
    """So many answers with these weights in all, and this sum."""

    answered: int
    weight: Decimal
    sum: Decimal


def table(
    rows: Iterable[tuple[Points, Decimal]], least: int, formula: Formula, starts: Sequence[Decimal]
) -> Table | None:
    """Every sum that `least` or more answers can come to, or all of them; None where that is too long.

    `rows` are the points of each box of a question with the question's weight, `starts` where bands start.
    """
    all_rows = list(rows)
    reached = _reached(all_rows, least)
    columns = sorted({each.weight for each in reached}) if reached else []
    if not columns or len(columns) > MOST_COLUMNS or len({each.sum for each in reached}) > MOST_LINES:
        reached = _reached(all_rows, len(all_rows))
        columns = sorted({each.weight for each in reached})
    cells = {(each.sum, each.weight): _cell(each, formula, starts) for each in reached}
    sums = sorted({each.sum for each in reached})
    if not sums or len(sums) > MOST_LINES:
        return None
    lines = (Line(total, tuple(cells.get((total, weight)) for weight in columns)) for total in sums)
    return Table(tuple(columns), tuple(lines))


def _reached(rows: Sequence[tuple[Points, Decimal]], least: int) -> set[_Reached]:
    """All that enough answers can come to; nothing where that would be more than anybody prints."""
    states = {_Reached(0, Decimal(0), Decimal(0))}
    for i, (points, weight) in enumerate(rows):
        most_missing = len(rows) - least
        answered = {
            _Reached(state.answered + 1, state.weight + weight, state.sum + point)
            for state in states
            for point in set(points)
            if point is not None
        }
        skipped = {state for state in states if i - state.answered < most_missing}
        states = answered | skipped
        if len(states) > MOST_STATES:
            return set()
    return states


def _cell(each: _Reached, formula: Formula, starts: Sequence[Decimal]) -> Cell:
    value = formula.value(each.sum, each.weight)
    return Cell(value, band_of(value, starts))


def band_of(value: Decimal, starts: Sequence[Decimal]) -> int | None:
    """The last band that starts at or below the value."""
    held = [place for place, start in enumerate(starts) if start <= value]
    return held[-1] if held else None


def chunks(lines: Sequence[Line], size: int) -> Iterator[Sequence[Line]]:
    """The lines in stretches of about the same length, none longer than `size`."""
    count = -(-len(lines) // size)
    for part in range(count):
        yield lines[len(lines) * part // count : len(lines) * (part + 1) // count]
