"""Months as people and spreadsheet programs write them. Imports no framework."""

import re
from datetime import date

from trainers.importing import cells
from trainers.importing.tables import Cell

EARLIEST, LATEST = 1990, 2100
CENTURY = 2000
# Beginnings of the names of months in Russian, in either case, and in English.
NAMES = (
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("май", "мая", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
)
_NUMBERS = {name: number for number, names in enumerate(NAMES, 1) for name in names}
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})(?:[-./ ]\d{1,2}(?:[t ][\d:.]+z?)?)?")
_YEAR_LAST = re.compile(r"(?:\d{1,2}[-./ ])?(\d{1,2})[-./ ](\d{4})")
_IN_WORDS = re.compile(r"(?:\d{1,2}[ .-])?([^\W\d_]{3,9})[ .,-]+(\d{4}|\d{2})")
_WORDS_LAST = re.compile(r"(\d{4})[ .,-]+([^\W\d_]{3,9})")
_YEAR_WORD = re.compile(r"\s*(?:г|год|года|y|year)\.?$")


def read(cell: Cell) -> date | None:
    """The first day of the month that a cell means; None if it means none, or one beyond belief."""
    if cell.day:
        return _month(cell.day.year, cell.day.month)
    text = _YEAR_WORD.sub("", cells.fold(cell.text))
    if found := _YEAR_FIRST.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if found := _YEAR_LAST.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    if found := _IN_WORDS.fullmatch(text):
        year = int(found[2])
        return _month(year if year >= CENTURY // 2 else CENTURY + year, _number(found[1]))
    if found := _WORDS_LAST.fullmatch(text):
        return _month(int(found[1]), _number(found[2]))
    return None


def _number(word: str) -> int:
    """From 1; 0 for what is no month."""
    return _NUMBERS.get(word[:3], 0)


def _month(year: int, number: int) -> date | None:
    return date(year, number, 1) if EARLIEST <= year <= LATEST and 1 <= number <= len(NAMES) else None
