"""What may be said of a file, a row or a cell; the sentences stand with the pages. Imports no framework."""

from dataclasses import dataclass
from enum import StrEnum

from trainers.importing.columns import Column

SHOWN = 60  # characters of a cell that are said back


class Why(StrEnum):
    # The whole file: nothing of it is read.
    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    OLD_EXCEL = "old_excel"
    OTHER_PROGRAM = "other_program"
    NOT_A_TABLE = "not_a_table"
    MACROS = "macros"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    ENTITIES = "entities"
    QUOTES = "quotes"
    TOO_MANY_ROWS = "too_many_rows"
    NO_ROWS = "no_rows"
    NO_HEADINGS = "no_headings"
    COLUMN_MISSING = "column_missing"
    ONLY_LEGAL_NAMES = "only_legal_names"
    TWO_COLUMNS = "two_columns"
    # One row, or one cell: the row is left out.
    EMPTY = "empty"
    COLUMN_NEEDED = "column_needed"
    HIDDEN = "hidden"
    FORMULA = "formula"
    MERGED = "merged"
    TOO_LONG = "too_long"
    TOO_WIDE = "too_wide"
    NO_SUCH_REGION = "no_such_region"
    SEVERAL_REGIONS = "several_regions"
    ANOTHER_REGION = "another_region"
    NO_SUCH_WORD = "no_such_word"
    NOT_A_MONTH = "not_a_month"
    ENDS_BEFORE = "ends_before"
    TWICE = "twice"
    SEVERAL_TRAINERS = "several_trainers"
    NO_SUCH_PATHWAY = "no_such_pathway"
    NOT_PUBLISHED = "not_published"
    MONTHS_FOR_PATHWAYS = "months_for_pathways"
    OF_THE_FUTURE = "of_the_future"
    BEGAN_OTHERWISE = "began_otherwise"
    # Worth knowing: what was not read.
    CERTIFICATES = "certificates"
    SEALED = "sealed"
    NOT_READ = "not_read"
    OTHER_SHEETS = "other_sheets"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Fault:
    """`place`: a column's letters; `said`: what stands there; `more`: what else the sentence names."""

    why: Why
    line: int = 0
    column: Column | None = None
    place: str = ""
    said: str = ""
    more: str = ""


class Unreadable(Exception):
    """Nothing of the file can be read; `fault` says why."""

    def __init__(self, why: Why, *, line: int = 0, column: Column | None = None, said: str = "") -> None:
        super().__init__(why)
        self.fault = Fault(why, line=line, column=column, said=said[:SHOWN])
