"""A file of any program as lines of cells. Imports no framework."""

from dataclasses import dataclass
from datetime import date

from trainers.importing.faults import Fault

LARGEST = 5_000_000  # bytes of a file
MOST_ROWS = 10_000  # with something in them
MOST_LINES = 200_000  # empty ones included
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell as it stands in the file; `day` where the program kept a date."""

    text: str = ""
    day: date | None = None
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as the program counts rows, for CSV the line of the file where it begins."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, index: int) -> Cell:
        return self.cells[index] if index < len(self.cells) else NOTHING


@dataclass(frozen=True, slots=True)
class Table:
    """The lines with something in them. `merged`: cells that lie under another one, by line and index."""

    lines: tuple[Line, ...]
    merged: frozenset[tuple[int, int]] = frozenset()
    notes: tuple[Fault, ...] = ()


NOTHING = Cell()


def letter(index: int) -> str:
    """What spreadsheet programs call a column, counted from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
