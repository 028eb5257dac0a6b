"""What a sealed history holds: at most 24 entries, packed small. Imports no framework."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MOST_ENTRIES = 24
MOST_SCALES = 8
# 24 entries of 8 scales with values up to 999.99 either way, and their frame. A row with a box of this
# room stays whole on its page of the table, which one insert then writes.
ROOM = 1930
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept self-check: which version in which language, its month, its scales' values in order.

    Values are kept to the hundredth of a scale's unit.
    """

    version: str
    language: str
    month: date
    values: tuple[Decimal | None, ...]


def pack(entries: Sequence[Entry]) -> bytes:
    """At most `ROOM` bytes for the newest 24 entries."""
    rows = [
        [
            entry.version,
            entry.language,
            entry.month.year * 12 + entry.month.month - 1,
            *_numbers(entry.values),
        ]
        for entry in entries[-MOST_ENTRIES:]
    ]
    return json.dumps(rows, separators=(",", ":")).encode()


def unpack(content: bytes) -> tuple[Entry, ...]:
    """The entries that `pack` wrote, oldest first."""
    return tuple(
        Entry(
            version=version,
            language=language,
            month=date(month // 12, month % 12 + 1, 1),
            values=tuple(None if value is None else Decimal(value) / HUNDREDTHS for value in values),
        )
        for version, language, month, *values in json.loads(content)
    )


def added(entries: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    """The entries with one more, the oldest gone beyond 24. The same entry twice in a row counts once."""
    if entries and entries[-1] == entry:
        return tuple(entries)
    return (*entries, entry)[-MOST_ENTRIES:]


def _numbers(values: Sequence[Decimal | None]) -> list[int | None]:
    return [None if value is None else round(value * HUNDREDTHS) for value in values]
