"""Workbooks for the tests, good and bad, and the words of a site without its database."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from trainers.importing.regions import Regions
from trainers.importing.rows import Book
from trainers.importing.words import Vocabulary
from wellbeing.regions.actions import SUBJECTS

FILES = Path(__file__).parent / "files"
HEADINGS = ("Рабочее имя", "Домашний регион", "Языки", "Форматы", "Активна с")
PATHWAY = ("группа восстановления", "recovery group")
ROW = ("Ива", "RU-TOM", "русский", "онлайн", "2025-03")


def book() -> Book:
    names = yaml.safe_load(SUBJECTS.read_text("utf-8"))
    regions = Regions((code, name["ru"], name["en"]) for code, name in names.items())
    return Book(regions, Vocabulary({}), dict.fromkeys(PATHWAY, "recovery-group"))


def workbook(rows: Iterable[Sequence[Any]], *, change: Callable[[Any], object] | None = None) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part put in or put in its place."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def csv_of(*rows: Sequence[str], separator: str = ";") -> bytes:
    return "\n".join(separator.join(row) for row in rows).encode()
