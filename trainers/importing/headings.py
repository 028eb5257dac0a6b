"""Where in a table the headings stand, and which column each means. Imports no framework."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainers.importing import cells
from trainers.importing.columns import KEYS, MANY, PRIVATE, Column, column_of
from trainers.importing.faults import SHOWN, Fault, Unreadable, Why
from trainers.importing.tables import Line, Table, letter

SEARCHED = 20  # lines from the top: titles and notes may stand above the headings
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Headings:
    """For each column the indexes at which it stands; the lines below the headings; what is left unread."""

    places: Mapping[Column, tuple[int, ...]]
    lines: tuple[Line, ...]
    width: int
    notes: tuple[Fault, ...]

    def at(self, column: Column) -> int | None:
        found = self.places.get(column)
        return found[0] if found else None

    @property
    def private(self) -> tuple[Column, ...]:
        return tuple(column for column in self.places if column in PRIVATE)


def most(lines: Sequence[Line]) -> int:
    """How many headings the best of these lines has."""
    return max((_count(line) for line in lines), default=0)


def find(table: Table) -> Headings:
    """Raises Unreadable without headings, without one that is needed, or with two for one column."""
    searched = table.lines[:SEARCHED]
    if not searched:
        raise Unreadable(Why.EMPTY_FILE)
    best = max(searched, key=_count)
    if _count(best) < FEWEST:
        raise Unreadable(Why.NO_HEADINGS)
    places: dict[Column, tuple[int, ...]] = {}
    unread: list[Fault] = []
    for index, cell in enumerate(best.cells):
        column = column_of(cell.text)
        if column:
            places[column] = (*places.get(column, ()), index)
        elif said := cells.tidy(cell.text):
            unread.append(Fault(Why.NOT_READ, best.number, None, letter(index), said[:SHOWN]))
    _check(places, best)
    lines = table.lines[table.lines.index(best) + 1 :]
    if not lines:
        raise Unreadable(Why.NO_ROWS)
    return Headings(places, lines, len(best.cells), (*table.notes, *_notes(places, best), *unread))


def _count(line: Line) -> int:
    return len({column for cell in line.cells if (column := column_of(cell.text))})


def _check(places: Mapping[Column, tuple[int, ...]], line: Line) -> None:
    for column, found in places.items():
        if len(found) > 1 and column not in MANY:
            letters = ", ".join(letter(index) for index in found)
            raise Unreadable(Why.TWO_COLUMNS, line=line.number, column=column, said=letters)
    for column in KEYS:
        if column in places:
            continue
        if column is Column.NAME and Column.LEGAL_NAME in places:
            raise Unreadable(Why.ONLY_LEGAL_NAMES, line=line.number, column=column)
        raise Unreadable(Why.COLUMN_MISSING, line=line.number, column=column)


def _notes(places: Mapping[Column, tuple[int, ...]], line: Line) -> list[Fault]:
    whys = {
        Column.CERTIFICATE: Why.CERTIFICATES,
        Column.LEGAL_NAME: Why.SEALED,
        Column.CONTACT: Why.SEALED,
    }
    return [
        Fault(why, line.number, column, ", ".join(letter(index) for index in places[column]))
        for column, why in whys.items()
        if column in places
    ]
