"""What was read of a file as plain lists, and back: so it travels in the page. Imports no framework."""

from datetime import date
from typing import Any

from trainers.importing.columns import LISTS, Column
from trainers.importing.faults import Fault, Why
from trainers.importing.reading import Reading
from trainers.importing.rows import Row, Value

FORMAT = 1  # another one with every change to what is packed: a page of before is then not taken


def pack(reading: Reading) -> list[Any]:
    rows = [
        [
            row.line,
            row.name,
            row.home,
            {column: _plain(value) for column, value in row.values.items()},
            [_fault(fault) for fault in row.faults],
        ]
        for row in reading.rows
    ]
    return [rows, reading.columns, reading.sealed, [_fault(fault) for fault in reading.notes], reading.digest]


def unpack(content: list[Any]) -> Reading:
    """What `pack` was given. The content comes from a page, so it has to be signed."""
    rows, columns, sealed, notes, digest = content
    return Reading(
        rows=tuple(
            Row(
                line,
                name,
                home,
                {Column(column): _value(Column(column), value) for column, value in values.items()},
                tuple(_unfault(fault) for fault in faults),
            )
            for line, name, home, values, faults in rows
        ),
        columns={Column(column): place for column, place in columns.items()},
        sealed=tuple(Column(column) for column in sealed),
        notes=tuple(_unfault(fault) for fault in notes),
        digest=digest,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _value(column: Column, plain: Any) -> Value:
    if column in LISTS:
        return tuple(plain)
    if column is Column.PATHWAY:
        return tuple((slug, _day(began)) for slug, began in plain)
    return _day(plain)


def _day(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None


def _fault(fault: Fault) -> list[Any]:
    return [fault.why, fault.line, fault.column, fault.place, fault.said, fault.more]


def _unfault(plain: list[Any]) -> Fault:
    why, line, column, place, said, more = plain
    return Fault(Why(why), line, Column(column) if column else None, place, said, more)
