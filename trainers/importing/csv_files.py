"""CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1251. Imports no framework."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from trainers.importing import headings
from trainers.importing.faults import Unreadable, Why
from trainers.importing.tables import MOST_COLUMNS, MOST_LINES, MOST_ROWS, Cell, Line, Table

SEPARATORS = (";", ",", "\t")
_SAYS_SEPARATOR = "sep="


def read(data: bytes) -> Table:
    """Raises Unreadable."""
    text = decode(data)
    first = text.split("\n", 1)[0].strip()
    skipped = 1 if first.lower().startswith(_SAYS_SEPARATOR) else 0
    separator = first[len(_SAYS_SEPARATOR) :] if skipped else ""
    if separator not in SEPARATORS:
        separator = max(SEPARATORS, key=lambda each: _understood(text, each))
    lines: list[Line] = []
    for line in _lines(text, separator):
        if line.number > skipped and any(cell.text.strip() for cell in line.cells):
            lines.append(line)
        if len(lines) > MOST_ROWS or line.number > MOST_LINES:
            raise Unreadable(Why.TOO_MANY_ROWS)
    return Table(tuple(lines))


def decode(data: bytes) -> str:
    """The text of a file. Raises Unreadable if it is none."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable(Why.NOT_A_TABLE)


def _understood(text: str, separator: str) -> int:
    """How many headings are understood with this separator."""
    try:
        return headings.most(list(islice(_lines(text, separator), headings.SEARCHED)))
    except Unreadable:
        return 0


def _lines(text: str, separator: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            raise Unreadable(Why.QUOTES, line=begins) from None
        if row is None:
            return
        yield Line(begins, tuple(_cell(text) for text in row[: MOST_COLUMNS * 2]))
        begins = reader.line_num + 1


def _cell(text: str) -> Cell:
    return Cell(text, is_formula=text.lstrip().startswith("="))
