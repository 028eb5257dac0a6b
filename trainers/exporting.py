"""Tables as files for a spreadsheet program: text in every cell, and nothing that it would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from trainers.importing import cells

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"csv": CSV, "xlsx": XLSX}
TEXT_FORMAT = "@"
WIDEST = 40

Columns = Sequence[Any]
Rows = Iterable[Sequence[Any]]


def response(name: str, columns: Columns, rows: Rows, kind: str) -> HttpResponse:
    """A download. `name`: the file's, in Latin letters, without its ending; `kind`: "csv" or "xlsx".

    Cells are shown as text: a date as its month (2026-05), None as nothing, a list as its parts after commas.
    """
    written = HttpResponse(content(columns, rows, kind), content_type=KINDS[kind])
    written.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return written


def content(columns: Columns, rows: Rows, kind: str) -> bytes:
    """The bytes of a file with these headings and rows."""
    table = [[shown(cell) for cell in row] for row in (columns, *rows)]
    return as_csv(table) if kind == "csv" else as_xlsx(table)


def shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    if isinstance(value, list | tuple | set | frozenset):
        return cells.defuse(", ".join(str(each) for each in value))
    return cells.defuse(str(value))


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    """With semicolons and a byte order mark, which is what a Russian Excel opens by itself."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Sequence[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(table[0], 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(14, len(heading) + 4))
    for row in table:
        sheet.append([_cell(sheet, text) for text in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type, cell.number_format = "s", TEXT_FORMAT
    return cell
