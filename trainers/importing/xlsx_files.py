"""XLSX, streamed. Formulas, macros and links are never followed. Imports no framework."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from trainers.importing.faults import Fault, Unreadable, Why
from trainers.importing.tables import MOST_COLUMNS, MOST_LINES, MOST_ROWS, NOTHING, Cell, Line, Table

UNPACKED = 25_000_000  # bytes of all parts together; a sheet of 5,000 trainers has three million
MOST_PARTS = 500
MOST_MERGED = 20_000
_CHUNK = 16_384
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")


class _Begun(Exception):
    """The first element was met: what a part declares stands before it."""


def read(data: bytes) -> Table:
    """The first sheet with something in it. Raises Unreadable, and for a broken file whatever breaks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = _check(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it leaves out, which is what we want
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = book.worksheets
            sheet = next((each for each in sheets if each.sheet_state == "visible"), sheets[0])
            lines = _lines(sheet)
        merged = _merged(archive.read(sheet._worksheet_path))
    notes = []
    if len(sheets) > 1:
        notes.append(Fault(Why.OTHER_SHEETS, said=sheet.title))
    if any(name.startswith("xl/externalLinks/") for name in names):
        notes.append(Fault(Why.LINKS))
    return Table(tuple(lines), merged, tuple(notes))


def _check(archive: zipfile.ZipFile) -> list[str]:
    """Names of the parts, once none of them can do harm. Raises Unreadable."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names and any(name in ("mimetype", "content.xml") for name in names):
        raise Unreadable(Why.OTHER_PROGRAM)
    if sum(part.file_size for part in parts) > UNPACKED or len(parts) > MOST_PARTS:
        raise Unreadable(Why.UNPACKS_TOO_LARGE)
    if any(name.rsplit("/", 1)[-1].lower().startswith("vbaproject") for name in names):
        raise Unreadable(Why.MACROS)
    for name in names:
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as part:
                _refuse_entities(part)
    return names


def _refuse_entities(part: Any) -> None:
    """A part that declares anything before its first element could unfold without end."""

    def declared(*_of: object) -> None:
        raise Unreadable(Why.ENTITIES)

    def begun(*_of: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, begun
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
    except _Begun:
        return


def _lines(sheet: Any) -> list[Line]:
    sheet.reset_dimensions()  # what a file says of its own size may be anything
    found: list[Line] = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        cells = tuple(_cell(each) for each in row)
        if any(cell.text for cell in cells):
            found.append(Line(number, cells))
        if len(found) > MOST_ROWS or number > MOST_LINES:
            raise Unreadable(Why.TOO_MANY_ROWS)
    return found


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return NOTHING
    if cell.data_type in ("f", "e"):
        return Cell(str(value) if isinstance(value, str) else "=", is_formula=True)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(day.isoformat(), day)
    if isinstance(value, float) and value.is_integer():
        return Cell(str(int(value)))
    return Cell(str(value))


def _merged(xml: bytes) -> frozenset[tuple[int, int]]:
    """Cells that lie under the first one of those merged with them."""
    found: set[tuple[int, int]] = set()
    for match in _MERGED.finditer(xml):
        left, top, right, bottom = range_boundaries(match[1].decode())
        width = min(right, MOST_COLUMNS) - left + 1
        if len(found) + max(0, width) * (bottom - top + 1) > MOST_MERGED:
            raise Unreadable(Why.TOO_MANY_ROWS)
        found |= {
            (line, column - 1)
            for line in range(top, bottom + 1)
            for column in range(left, left + width)
            if (line, column) != (top, left)
        }
    return frozenset(found)
