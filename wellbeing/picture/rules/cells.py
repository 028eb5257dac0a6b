"""Which cells of a table of regions and bands are shown, and why the others are not.

1. A count under 10 is hidden, a row of fewer than 10 with everything in it. (ONS publishes from 10 on.)
2. A row with nine tenths or more in one band hides its bands and its mean: "nearly all are in the red one"
   tells of each (l-diversity: Machanavajjhala et al. 2007, ACM TKDD 1(1):3).
3. Cells that could be had from others are covered by hiding more ("complementary suppression"): in no row or
   column with its total do the hidden cells come to fewer than 10, and no hidden cell can be worked out from
   all that is shown, here and in earlier tables whose people are also in this one. Means, times their counts,
   add up like counts, so they are covered the same way.

The counts are those after the noise. Country counts have noise of their own and are not the exact sums of the
regions'; here they are taken to be, which can only hide more. A table of another quarter has other
contributions in it and is no `earlier` one; the same quarter counted again with late ones is.
Pure: imports no framework.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wellbeing.picture.rules.equations import Equation, exposed

FEWEST = 10
# Nine tenths, as whole numbers.
SAME, OF = 9, 10
COUNTRY = None
# Columns are bands by number, and these two.
TOTAL, MEAN = -1, -2

# Where (None: the country) and which column.
Cell = tuple[str | None, int]


class Reason(StrEnum):
    """Why a cell is hidden."""

    FEW = "few"
    ALIKE = "alike"
    DERIVABLE = "derivable"


@dataclass(frozen=True)
class Table:
    """Counts by band for every place, those without a region among them, and for the country.

    Rows all have the same number of bands; with a single one there is the total and the mean only.
    """

    places: Mapping[str, Sequence[int]]
    country: Sequence[int]

    def values(self) -> dict[Cell, int]:
        """Every cell; noise below zero is nothing. A mean's value is how many people it is of."""
        found: dict[Cell, int] = {}
        for place, counts in [*self.places.items(), (COUNTRY, self.country)]:
            total = max(0, sum(counts))
            found |= {(place, TOTAL): total, (place, MEAN): total}
            if len(self.country) > 1:
                found |= {(place, band): max(0, count) for band, count in enumerate(counts)}
        return found

    def lines(self) -> list[tuple[list[Cell], Cell]]:
        """Rows and columns: cells, and the one they add up to."""
        bands = range(len(self.country)) if len(self.country) > 1 else range(0)
        found: list[tuple[list[Cell], Cell]] = []
        if bands:
            found = [([(at, band) for band in bands], (at, TOTAL)) for at in (*self.places, COUNTRY)]
        for column in (*bands, TOTAL, MEAN):
            found.append(([(place, column) for place in self.places], (COUNTRY, column)))
        return found


@dataclass(frozen=True)
class Shown:
    """A table with what is hidden of it."""

    table: Table
    hidden: Mapping[Cell, Reason]


def decide(table: Table, *, earlier: Iterable[Shown] = ()) -> Shown:
    """Hide what the rules hide, and then as little more as the smallest cells allow."""
    values = table.values()
    hidden = _at_first(table, values)
    known = _Known(table, values, tuple(earlier))
    while True:
        more = _too_bare(table, values, hidden) or known.covers(hidden)
        if not more:
            return Shown(table, hidden)
        hidden |= dict.fromkeys(more, Reason.DERIVABLE)


def is_alike(counts: Sequence[int]) -> bool:
    """Whether nearly all of a row are in one of its bands."""
    return len(counts) > 1 and max(counts) * OF >= SAME * sum(counts)


def _at_first(table: Table, values: Mapping[Cell, int]) -> dict[Cell, Reason]:
    """What is hidden for its own sake."""
    hidden = {cell: Reason.FEW for cell, value in values.items() if value < FEWEST}
    for place, counts in [*table.places.items(), (COUNTRY, table.country)]:
        total = values[place, TOTAL]
        row = [(place, column) for column in (*range(len(counts)), MEAN) if (place, column) in values]
        if total < FEWEST:
            hidden |= dict.fromkeys(row, Reason.FEW)
        elif is_alike(counts):
            hidden |= {cell: hidden.get(cell, Reason.ALIKE) for cell in row}
    return hidden


def _too_bare(table: Table, values: Mapping[Cell, int], hidden: Mapping[Cell, Reason]) -> set[Cell]:
    """For each line whose hidden cells are one, or fewer than ten people: its smallest other cell."""
    found = set()
    for parts, total in table.lines():
        bare = [cell for cell in parts if cell in hidden]
        if not bare or total in hidden:
            continue
        if len(bare) == 1 or sum(values[cell] for cell in bare) < FEWEST:
            others = [cell for cell in parts if cell not in hidden]
            found.add(min(others, key=lambda cell: values[cell], default=total))
    return found


class _Known:
    """All equations that somebody has who reads this table and the earlier ones."""

    def __init__(self, table: Table, values: Mapping[Cell, int], earlier: tuple[Shown, ...]) -> None:
        self.values = values
        self.equations: list[Equation] = [_equation(*line) for line in table.lines()]
        self.amounts: dict[Hashable, int] = dict(values)
        self.always: set[Hashable] = set()
        self.kept: set[Hashable] = set()
        for i, shown in enumerate(earlier):
            self._add(i, shown)

    def _add(self, i: int, shown: Shown) -> None:
        """The earlier table's own equations, and that what came later is the difference."""
        before = shown.table.values()
        for parts, total in shown.table.lines():
            self.equations.append({(i, "before", cell): n for cell, n in _equation(parts, total).items()})
        for cell, value in before.items():
            was, since = (i, "before", cell), (i, "since", cell)
            self.amounts |= {was: value, since: max(0, self.values.get(cell, 0) - value)}
            if cell in self.values:
                self.equations.append({cell: 1, was: -1, since: -1})
                self.always.add(since)
                if self.amounts[since] < FEWEST:
                    self.kept.add(since)
            if cell in shown.hidden:
                self.always.add(was)
                if shown.hidden[cell] is not Reason.DERIVABLE:
                    self.kept.add(was)

    def covers(self, hidden: Mapping[Cell, Reason]) -> set[Cell]:
        """What to hide beside, so that what must stay hidden does; nothing when it already does."""
        unknown = self.always | set(hidden)
        empty = {cell for cell in unknown if self.amounts[cell] == 0}
        kept = self.kept | {cell for cell, reason in hidden.items() if reason is not Reason.DERIVABLE}
        bare = exposed(self.equations, hidden=unknown, empty=empty) & kept
        found = {self._beside(cell, hidden) for cell in bare}
        return {cell for cell in found if cell is not None}

    def _beside(self, bare: Hashable, hidden: Mapping[Cell, Reason]) -> Cell | None:
        """The smallest shown cell that stands in an equation with this one, or failing that, of all."""
        near = {cell for each in self.equations if bare in each for cell in each}
        shown = [cell for cell in self.values if cell not in hidden]
        candidates = [cell for cell in shown if cell in near] or shown
        return min(candidates, key=lambda cell: self.values[cell], default=None)


def _equation(parts: Sequence[Cell], total: Cell) -> dict[Hashable, int]:
    return {**dict.fromkeys(parts, 1), total: -1}
