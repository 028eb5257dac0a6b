"""Retention rules as a file says them. Knows neither models nor the database.

The file maps each table, named `app.Model`, to

    why:             why the rows are there, one or two sentences
    keep:            the columns kept as long as the row, or "*" for all that are not erased
    delete:          when its rows go, or a list of whens; without it they stay while they are needed
    unless used as:  columns of other tables, `app.Model.column`, that keep a row they point to
    erase:           when -> columns that are emptied while the row stays
    rewrite:         "nightly": the table is written anew in the order of its random keys

where *when* is one of

    90 days after created_at            a date, or a date with a time
    after the month in expires_month    a date; the row goes on the first day of the next month
    at once                             the table holds nothing for longer than a day (deleting only)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

EVERY_COLUMN = "*"
KEYS = {"why", "keep", "delete", "unless used as", "erase", "rewrite"}
NIGHTLY = "nightly"

DAYS = re.compile(r"(?P<days>\d{1,5}) days? after (?P<column>\w+)")
MONTH = re.compile(r"after the month in (?P<column>\w+)")
AT_ONCE = "at once"


class BadRules(Exception):
    """The file cannot be understood; the text says where and what it should hold."""


@dataclass(frozen=True, slots=True)
class When:
    """`days` after `column`; without `days`, after the month in `column`; without both, at once."""

    column: str = ""
    days: int | None = None

    def __str__(self) -> str:
        if self.days is not None:
            return f"{self.days} {'day' if self.days == 1 else 'days'} after {self.column}"
        return f"after the month in {self.column}" if self.column else AT_ONCE


@dataclass(frozen=True, slots=True)
class Erasure:
    when: When
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRule:
    """What happens to the rows and columns of one table."""

    table: str
    why: str
    keep: tuple[str, ...]
    delete: tuple[When, ...]
    unless_used_as: tuple[str, ...]
    erase: tuple[Erasure, ...]
    rewrite: bool

    @property
    def named(self) -> tuple[str, ...]:
        """Every column that the rule names as kept or erased, `*` aside, as often as it does."""
        erased = [column for erasure in self.erase for column in erasure.columns]
        return tuple(column for column in (*self.keep, *erased) if column != EVERY_COLUMN)

    @property
    def covers_every_column(self) -> bool:
        return EVERY_COLUMN in self.keep


def load(file: Path) -> tuple[TableRule, ...]:
    """The rules of a file in its order. Raises BadRules."""
    return parse(file.read_text("utf-8"))


def parse(text: str) -> tuple[TableRule, ...]:
    """The rules in the order of the text. Raises BadRules, with the line where there is one."""
    try:
        document = yaml.compose(text, Loader=yaml.SafeLoader)
        _refuse_repeated_keys(document)
        tables = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise BadRules(f"{place}{error.problem}") from None
    if not isinstance(tables, dict):
        raise BadRules("it must map each table to its rule")
    return tuple(_table_rule(str(table), rule) for table, rule in tables.items())


def _table_rule(table: str, rule: object) -> TableRule:
    if not isinstance(rule, dict):
        raise BadRules(f"{table}: it needs `why` and `keep`")
    unknown = [str(key) for key in rule if key not in KEYS]
    if unknown:
        raise BadRules(f"{table}: {unknown[0]!r} is none of {', '.join(sorted(KEYS))}")
    why = rule.get("why")
    if not isinstance(why, str) or not why.strip():
        raise BadRules(f"{table}: `why` needs a sentence")
    delete = _whens(f"{table}, delete", rule["delete"]) if "delete" in rule else ()
    if "unless used as" in rule and not delete:
        raise BadRules(f"{table}: `unless used as` means nothing without `delete`")
    if rule.get("rewrite", NIGHTLY) != NIGHTLY:
        raise BadRules(f"{table}, rewrite: allowed is `{NIGHTLY}`")
    return TableRule(
        table=table,
        why=" ".join(why.split()),
        keep=_columns(f"{table}, keep", rule.get("keep", [])),
        delete=delete,
        unless_used_as=_columns(f"{table}, unless used as", rule.get("unless used as", [])),
        erase=tuple(_erasures(table, rule.get("erase", {}))),
        rewrite="rewrite" in rule,
    )


def _erasures(table: str, erase: object) -> Iterator[Erasure]:
    if not isinstance(erase, dict):
        raise BadRules(f"{table}, erase: it must map when to columns")
    for phrase, columns in erase.items():
        place = f"{table}, erase {phrase}"
        when = _when(place, phrase)
        if not when.column:
            raise BadRules(f"{place}: a column that is emptied at once need not be there")
        yield Erasure(when, _columns(place, columns))


def _columns(place: str, columns: object) -> tuple[str, ...]:
    if columns == EVERY_COLUMN:
        return (EVERY_COLUMN,)
    if not isinstance(columns, list) or not all(isinstance(column, str) for column in columns):
        raise BadRules(f"{place}: needs a list of columns")
    return tuple(columns)


def _whens(place: str, phrases: object) -> tuple[When, ...]:
    several = phrases if isinstance(phrases, list) and phrases else [phrases]
    return tuple(_when(place, phrase) for phrase in several)


def _when(place: str, phrase: object) -> When:
    text = str(phrase)
    if text == AT_ONCE:
        return When()
    if found := DAYS.fullmatch(text):
        return When(found["column"], int(found["days"]))
    if found := MONTH.fullmatch(text):
        return When(found["column"])
    raise BadRules(
        f"{place}: allowed are `90 days after <column>`, `after the month in <column>`, `{AT_ONCE}`"
    )


def _refuse_repeated_keys(node: yaml.Node | None) -> None:
    """Of a table ruled twice YAML would silently take the later rule."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for key, value in node.value:
        name = str(key.value)
        if name in seen:
            problem = f"{name!r} stands here a second time"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
        seen.add(name)
        _refuse_repeated_keys(value)
