"""The sheets of an XLSForm as rows of texts by column heading, each with its place. Values, no formulas."""

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.xlsform import archive

SHEETS = ("survey", "choices", "settings")
NEEDED = ("survey", "choices")
ROWS = 5_000
# Nobody numbers rows so high in a form; a file may, and each empty row up to there would be looked at.
LAST_ROW = 50_000
# Formatted but empty rows often run on to the end of a sheet; after so many nobody looks further.
EMPTY = 500
COLUMNS = 150


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: texts by the heading of their column, in small letters."""

    sheet: str
    number: int
    texts: Mapping[str, str]
    columns: Mapping[str, int]

    def get(self, *headings: str) -> str:
        return next((self.texts[heading] for heading in headings if self.texts.get(heading)), "")

    def at(self, *headings: str) -> At:
        known = next((heading for heading in headings if self.texts.get(heading)), "")
        return place(self.sheet, self.number, self.columns.get(known, 0) + 1)


@dataclass(frozen=True, slots=True)
class Book:
    sheets: Mapping[str, list[Line]]

    def of(self, name: str) -> list[Line]:
        return self.sheets.get(name, [])


def place(sheet: str, row: int, column: int) -> At:
    return At(f"{sheet}!{get_column_letter(column)}{row}", row, column)


def read(data: bytes, findings: Findings) -> Book | None:
    """The sheets that count, or None with an error in `findings`."""
    if not archive.is_harmless(data, findings):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl leaves out, which is what we want
            book = load_workbook(io.BytesIO(archive.values_only(data)), read_only=True, keep_links=False)
            named = {str(sheet.title).strip().casefold(): sheet for sheet in book.worksheets}
            lacking = [name for name in NEEDED if name not in named]
            if lacking:
                findings.add("sheet_missing", sheets=", ".join(lacking))
                return None
            sheets = {name: _lines(name, named[name], findings) for name in SHEETS if name in named}
    except Exception:
        findings.add("archive_broken")
        return None
    return None if findings.has_errors() else Book(sheets)


def _lines(name: str, sheet: Any, findings: Findings) -> list[Line]:
    sheet.reset_dimensions()  # what a file says of its own size may be anything
    rows = _rows(sheet.iter_rows(max_col=COLUMNS))
    columns = _headings(name, next(rows, (1, [])), findings)
    lines: list[Line] = []
    for number, cells in rows:
        if len(lines) >= ROWS or number > LAST_ROW:
            findings.add("too_many_rows", At(name, number, 1), limit=ROWS)
            return []
        texts = {heading: _text(name, number, cells, i, findings) for heading, i in columns.items()}
        if any(texts.values()):
            lines.append(Line(name, number, texts, columns))
        elif number - (lines[-1].number if lines else 1) > EMPTY:
            break
    return lines


def _rows(rows: Iterable[Any]) -> Iterator[tuple[int, list[Any]]]:
    """With the number that a person sees, for a file may leave out empty rows."""
    yield from ((number, list(row)) for number, row in enumerate(rows, 1))


def _headings(name: str, row: tuple[int, list[Any]], findings: Findings) -> dict[str, int]:
    number, cells = row
    found: dict[str, int] = {}
    for i, cell in enumerate(cells):
        heading = " ".join(str(cell.value or "").split()).casefold()[:80]
        if heading in found:
            findings.add("column_repeated", place(name, number, i + 1), column=heading)
        elif heading:
            found[heading] = i
    return found


def _text(sheet: str, number: int, cells: list[Any], i: int, findings: Findings) -> str:
    if i >= len(cells) or cells[i].value is None:
        return ""
    value = cells[i].value
    if cells[i].data_type in ("f", "e"):
        findings.add("formula_cell", place(sheet, number, i + 1))
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e12:
        value = int(value)
    return str(value).strip()
