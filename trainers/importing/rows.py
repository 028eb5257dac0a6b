"""From the cells of a row to what it says of a trainer, with what is wrong in it. Imports no framework."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from trainers.importing import cells, months
from trainers.importing.columns import LISTS, MANY, MONTHS, PRIVATE, Column
from trainers.importing.faults import SHOWN, Fault, Why
from trainers.importing.headings import Headings
from trainers.importing.regions import Regions
from trainers.importing.tables import MOST_COLUMNS, Cell, Line, Table, letter
from trainers.importing.words import Vocabulary, parts, says_nothing

LONGEST_NAME = 80
READ = tuple(column for column in Column if column not in MANY)

Codes = tuple[str, ...]
Begun = tuple[tuple[str, date | None], ...]  # pathways by their short names, with the months they began in
Value = Codes | Begun | date | None
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` for the columns that the file has, empty ones included."""

    line: int
    name: str = ""
    home: str = ""
    values: Mapping[Column, Value] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What words mean on this site. `pathways`: short names by a name as it is compared (`cells.fold`)."""

    regions: Regions
    words: Vocabulary
    pathways: Mapping[str, str]


class Reader:
    """Reads the rows of one table; what was understood once is remembered."""

    def __init__(self, table: Table, found: Headings, book: Book) -> None:
        self._merged, self._headings, self._book = table.merged, found, book
        self._known: dict[tuple[Column, str], tuple[list[str], list[str]]] = {}

    def row(self, line: Line) -> Row:
        faults = self._outside(line)
        values: dict[Column, Value] = {}
        texts: dict[Column, Cell] = {}
        for column in READ:
            index = self._headings.at(column)
            if index is None:
                continue
            cell = line.at(index)
            why = self._unfit(line, index, cell)
            if why:
                faults.append(self._fault(why, line, column, cell.text))
                continue
            texts[column] = cell
        name = cells.undo(cells.tidy(texts[Column.NAME].text)) if Column.NAME in texts else ""
        faults += [self._fault(why, line, Column.NAME, name) for why in self._wrong_name(name, texts)]
        home = self._home(line, texts, faults)
        for column, cell in texts.items():
            if column in LISTS:
                values[column] = self._list(line, column, cell, faults)
            elif column in MONTHS:
                values[column] = self._month(line, column, cell, faults)
        if Column.PATHWAY in texts:
            values[Column.PATHWAY] = self._pathways(line, texts, faults)
        return Row(line.number, name, home, values, tuple(faults))

    def private(self, line: Line) -> dict[Column, str]:
        """What the sealed columns of a row hold: several of a kind after commas."""
        found: dict[Column, list[str]] = defaultdict(list)
        for column in PRIVATE:
            for index in self._headings.places.get(column, ()):
                text = cells.undo(" ".join(cells.tidy(line.at(index).text).split()))
                if text:
                    found[column].append(text)
        return {column: ", ".join(texts) for column, texts in found.items()}

    def _outside(self, line: Line) -> list[Fault]:
        beyond = line.cells[self._headings.width :] if self._headings.width < MOST_COLUMNS else ()
        if any(cell.text.strip() for cell in beyond):
            return [Fault(Why.TOO_WIDE, line.number)]
        return []

    def _unfit(self, line: Line, index: int, cell: Cell) -> Why | None:
        if (line.number, index) in self._merged:
            return Why.MERGED
        if cell.is_formula:
            return Why.FORMULA
        return Why.HIDDEN if cells.hides(cell.text) else None

    def _wrong_name(self, name: str, texts: Mapping[Column, Cell]) -> list[Why]:
        if Column.NAME not in texts:
            return []
        if not name:
            return [Why.EMPTY]
        return [Why.TOO_LONG] if len(name) > LONGEST_NAME or "\n" in name else []

    def _home(self, line: Line, texts: Mapping[Column, Cell], faults: list[Fault]) -> str:
        if Column.HOME not in texts:
            return ""
        text = cells.tidy(texts[Column.HOME].text)
        found = self._book.regions.find(text)
        if len(found) == 1:
            return next(iter(found))
        why = Why.EMPTY if not text else Why.SEVERAL_REGIONS if found else Why.NO_SUCH_REGION
        faults.append(self._fault(why, line, Column.HOME, text, more=",".join(sorted(found))))
        return ""

    def _list(self, line: Line, column: Column, cell: Cell, faults: list[Fault]) -> Codes:
        if says_nothing(cell.text):
            return ()
        known, strange = self._remembered(column, cell.text, self._finder(column))
        for text in strange:
            several = self._book.regions.find(text) if column is Column.SERVES else ()
            why = Why.NO_SUCH_REGION if column is Column.SERVES else Why.NO_SUCH_WORD
            why = Why.SEVERAL_REGIONS if several else why
            faults.append(self._fault(why, line, column, text, more=",".join(sorted(several))))
        return tuple(sorted(set(known)))

    def _finder(self, column: Column) -> Callable[[str], str | None]:
        if column is not Column.SERVES:
            return lambda text: self._book.words.find(column, text)

        def region(text: str) -> str | None:
            found = self._book.regions.find(text)
            return next(iter(found)) if len(found) == 1 else None

        return region

    def _remembered(
        self, column: Column, text: str, find: Callable[[str], str | None]
    ) -> tuple[list[str], list[str]]:
        if (column, text) not in self._known:
            self._known[column, text] = parts(text, find)
        return self._known[column, text]

    def _month(self, line: Line, column: Column, cell: Cell, faults: list[Fault]) -> date | None:
        text = cells.tidy(cell.text)
        if says_nothing(text):
            return None
        month = months.read(cell)
        if month is None:
            faults.append(self._fault(Why.NOT_A_MONTH, line, column, text))
        return month

    def _pathways(self, line: Line, texts: Mapping[Column, Cell], faults: list[Fault]) -> Begun:
        cell, began = texts[Column.PATHWAY], texts.get(Column.BEGAN, Cell())
        if says_nothing(cell.text):
            return ()
        slugs, strange = self._remembered(
            Column.PATHWAY, cell.text, lambda text: self._book.pathways.get(cells.fold(text))
        )
        faults += [self._fault(Why.NO_SUCH_PATHWAY, line, Column.PATHWAY, text) for text in strange]
        found = self._began(line, began, faults)
        if found and not strange and len(found) != len(slugs):
            faults.append(self._fault(Why.MONTHS_FOR_PATHWAYS, line, Column.BEGAN, began.text))
            return ()
        months_of: list[date | None] = [*found] or [None] * len(slugs)
        return tuple(zip(slugs, months_of, strict=False))

    def _began(self, line: Line, cell: Cell, faults: list[Fault]) -> list[date]:
        if cell.day:
            month = months.read(cell)
            return [month] if month else []
        found, strange = parts(cell.text, lambda text: months.read(Cell(text)))
        faults += [self._fault(Why.NOT_A_MONTH, line, Column.BEGAN, text) for text in strange]
        return found

    def _fault(self, why: Why, line: Line, column: Column, said: str, more: str = "") -> Fault:
        index = self._headings.at(column)
        place = "" if index is None else letter(index)
        return Fault(why, line.number, column, place, cells.tidy(said)[:SHOWN], more)
