"""The columns of a spreadsheet of trainers, and the headings they go by. Imports no framework."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from trainers.importing import cells

HEADINGS = Path(__file__).with_name("headings.yaml")


class Column(StrEnum):
    NAME = "name"
    HOME = "home"
    SERVES = "serves"
    LANGUAGES = "languages"
    FORMATS = "formats"
    SPECIALITIES = "specialities"
    SINCE = "since"
    UNTIL = "until"
    PATHWAY = "pathway"
    BEGAN = "began"
    LEGAL_NAME = "legal_name"
    CONTACT = "contact"
    CERTIFICATE = "certificate"


PRIVATE = frozenset({Column.LEGAL_NAME, Column.CONTACT})
KEYS = (Column.NAME, Column.HOME)
NEEDED = (Column.LANGUAGES, Column.FORMATS, Column.SINCE)  # of a new trainer
LISTS = frozenset({Column.SERVES, Column.LANGUAGES, Column.FORMATS, Column.SPECIALITIES})
MONTHS = frozenset({Column.SINCE, Column.UNTIL})
# Several headings may lead to these.
MANY = PRIVATE | {Column.CERTIFICATE}

_IN_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_NO_WORDS = re.compile(r"[^\w]+")


def column_of(heading: str) -> Column | None:
    """The column that a heading means, in Russian or English."""
    known = _known()
    return known.get(words(heading)) or known.get(words(_IN_BRACKETS.sub(" ", heading)))


def words(text: str) -> str:
    """The words of a text as they are compared, without punctuation."""
    return " ".join(_NO_WORDS.sub(" ", cells.fold(text)).split())


@cache
def _known() -> dict[str, Column]:
    content: dict[str, list[str]] = yaml.safe_load(HEADINGS.read_text("utf-8"))
    return {words(heading): Column(name) for name, headings in content.items() for heading in headings}
