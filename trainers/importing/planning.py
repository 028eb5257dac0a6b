"""What a file would do: for each row what is created, changed, unchanged or wrong. Imports no framework.

A row is about the trainer of the same working name in the same home region, whatever the case, ё or е and
spaces. An empty cell empties what may be empty, and leaves what may not. A column that the file does not have
is left alone, and so is a pathway that a row does not name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from trainers.importing import cells
from trainers.importing.columns import LISTS, MONTHS, NEEDED, Column
from trainers.importing.faults import Fault, Why
from trainers.importing.reading import Reading
from trainers.importing.rows import Begun, Row, Value


class Mark(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Known:
    """A trainer as they are: values for all columns."""

    id: UUID
    name: str
    home: str
    values: Mapping[Column, Value]


@dataclass(frozen=True, slots=True)
class Limits:
    """The regions a colleague works with, the pathways one can begin, and the day."""

    own: frozenset[str]
    published: frozenset[str]
    today: date


@dataclass(frozen=True, slots=True)
class Change:
    column: Column
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row. `id`: the trainer that it is about, if there is one yet."""

    row: Row
    mark: Mark
    id: UUID | None = None
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    outcomes: tuple[Outcome, ...]
    counts: Mapping[Mark, int] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        return any(self.counts.get(mark) for mark in (Mark.CREATED, Mark.CHANGED))

    def fingerprint(self) -> str:
        """The same for plans that write the same, and for no others."""
        written = [
            (each.row.line, each.row.name, each.row.home, each.mark, str(each.id), each.changes)
            for each in self.outcomes
            if each.mark in (Mark.CREATED, Mark.CHANGED)
        ]
        return sha256(repr(written).encode()).hexdigest()


def plan(reading: Reading, known: Iterable[Known], limits: Limits) -> Plan:
    """The outcome of each row, in the order of the file."""
    people: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for each in known:
        people[key(each.name, each.home)].append(each)
    seen: dict[tuple[str, str], int] = {}
    outcomes = []
    for row in reading.rows:
        faults = [*row.faults, *_misplaced(row, seen, limits)]
        same = _same(row, people)
        if len(same) > 1:
            faults.append(_fault(Why.SEVERAL_TRAINERS, row, Column.NAME, said=row.name))
        one = same[0] if len(same) == 1 else None
        faults += _wrong(row, one, reading.columns, limits) if not faults else []
        outcomes.append(_wrong_row(row, faults, reading.columns) if faults else _outcome(row, one, limits))
    return Plan(tuple(outcomes), Counter(each.mark for each in outcomes))


def key(name: str, home: str) -> tuple[str, str]:
    """What a trainer is known by."""
    return cells.fold(name), home


def _misplaced(row: Row, seen: dict[tuple[str, str], int], limits: Limits) -> list[Fault]:
    if not (row.name and row.home):
        return []
    if row.home not in limits.own:
        return [_fault(Why.ANOTHER_REGION, row, Column.HOME, more=row.home)]
    first = seen.setdefault(key(row.name, row.home), row.line)
    return [] if first == row.line else [_fault(Why.TWICE, row, Column.NAME, said=row.name, more=str(first))]


def _same(row: Row, people: Mapping[tuple[str, str], list[Known]]) -> Sequence[Known]:
    """The trainers that a row may be about; the one whose name is the same to the letter goes first."""
    found = people.get(key(row.name, row.home), [])
    exact = [each for each in found if each.name.casefold() == row.name.casefold()]
    return exact if len(exact) == 1 else found


def _wrong(row: Row, one: Known | None, columns: Mapping[Column, str], limits: Limits) -> list[Fault]:
    faults = []
    if one is None:
        for column in NEEDED:
            if not row.values.get(column):
                why = Why.EMPTY if column in columns else Why.COLUMN_NEEDED
                faults.append(_fault(why, row, column))
    since = row.values.get(Column.SINCE) or (one and one.values[Column.SINCE])
    until = row.values.get(Column.UNTIL, one.values[Column.UNTIL] if one else None)
    if isinstance(since, date) and isinstance(until, date) and until < since:
        faults.append(
            _fault(Why.ENDS_BEFORE, row, Column.UNTIL, said=f"{until:%m.%Y}", more=f"{since:%m.%Y}")
        )
    return faults + _wrong_pathways(row, one, limits)


def _wrong_pathways(row: Row, one: Known | None, limits: Limits) -> list[Fault]:
    faults = []
    walked = dict(_begun(one.values[Column.PATHWAY])) if one else {}
    for slug, began in _begun(row.values.get(Column.PATHWAY)):
        if began and began > limits.today:
            faults.append(_fault(Why.OF_THE_FUTURE, row, Column.BEGAN, said=f"{began:%m.%Y}"))
        elif slug not in walked and slug not in limits.published:
            faults.append(_fault(Why.NOT_PUBLISHED, row, Column.PATHWAY, said=slug))
        elif (kept := walked.get(slug)) and began and began != kept:
            said, more = f"{began:%m.%Y}", f"{kept:%m.%Y}"
            faults.append(_fault(Why.BEGAN_OTHERWISE, row, Column.BEGAN, said=said, more=more))
    return faults


def _outcome(row: Row, one: Known | None, limits: Limits) -> Outcome:
    changes = tuple(_changes(row, one, limits))
    if one is None:
        return Outcome(row, Mark.CREATED, changes=changes)
    return Outcome(row, Mark.CHANGED if changes else Mark.UNCHANGED, one.id, changes)


def _changes(row: Row, one: Known | None, limits: Limits) -> Iterable[Change]:
    for column, after in row.values.items():
        before = one.values[column] if one else (() if column in LISTS else None)
        if column in LISTS | MONTHS and after != before and (after or column not in NEEDED):
            yield Change(column, before, after)
    walked = _begun(one.values[Column.PATHWAY]) if one else ()
    month = limits.today.replace(day=1)
    begins = [
        (slug, began or month)
        for slug, began in _begun(row.values.get(Column.PATHWAY))
        if slug not in dict(walked)
    ]
    if begins:
        yield Change(Column.PATHWAY, walked, (*walked, *begins))


def _begun(value: Value) -> Begun:
    """The value of the column of pathways."""
    return value if isinstance(value, tuple) else ()  # type: ignore[return-value]  # of this column alone


def _wrong_row(row: Row, faults: Sequence[Fault], columns: Mapping[Column, str]) -> Outcome:
    placed = (
        replace(each, place=each.place or columns.get(each.column, "")) if each.column else each
        for each in faults
    )
    return Outcome(row, Mark.WRONG, faults=tuple(placed))


def _fault(why: Why, row: Row, column: Column, said: str = "", more: str = "") -> Fault:
    return Fault(why, row.line, column, said=said, more=more)
