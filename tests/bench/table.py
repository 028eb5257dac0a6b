"""The rows of the benchmark: what each is called, what it may be, and how the results are shown."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.harness import Site

Measure = Callable[["Site"], float]


@dataclass(frozen=True)
class Bound:
    """What a figure may be: `>=` or `<=` a limit."""

    sign: str
    limit: float

    def __str__(self) -> str:
        return f"{self.sign} {self.limit:g}"

    def holds(self, figure: float) -> bool:
        return figure >= self.limit if self.sign == ">=" else figure <= self.limit


def at_least(limit: float) -> Bound:
    return Bound(">=", limit)


def at_most(limit: float) -> Bound:
    return Bound("<=", limit)


@dataclass(frozen=True)
class Row:
    name: str
    what: str
    unit: str
    bound: Bound
    measure: Measure


@dataclass(frozen=True)
class Result:
    """A row of the outcome, as it stands in the file."""

    name: str
    what: str
    figure: float
    unit: str
    bound: str
    holds: bool


ROWS: dict[str, Row] = {}


def row(name: str, *, what: str, unit: str, bound: Bound) -> Callable[[Measure], Measure]:
    """Enter a function as the row `name`. Raises ValueError for a name that is taken."""

    def enter(measure: Measure) -> Measure:
        if name in ROWS:
            raise ValueError(f"two rows are called {name}")
        ROWS[name] = Row(name, what, unit, bound, measure)
        return measure

    return enter


def chosen(start: str) -> list[Row]:
    """The rows whose names begin with `start`, by name."""
    return [row for name, row in sorted(ROWS.items()) if name.startswith(start)]


def result(row: Row, figure: float) -> Result:
    """The outcome of a row; the figure is kept to four significant digits."""
    rounded = float(f"{figure:.4g}")
    return Result(row.name, row.what, rounded, row.unit, str(row.bound), row.bound.holds(rounded))


def lines(results: Sequence[Result]) -> list[str]:
    """The results as a table for the terminal."""
    cells = [("name", "what", "figure", "bound", "")]
    for one in results:
        figure = f"{one.figure:g} {one.unit}".rstrip()
        cells.append((one.name, one.what, figure, one.bound, "holds" if one.holds else "DOES NOT HOLD"))
    widths = [max(len(line[column]) for line in cells) for column in range(5)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


def write(results: Sequence[Result], path: Path) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    rows = [asdict(result) for result in results]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
