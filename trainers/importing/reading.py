"""A whole file read: what each row says, and what the sealed columns hold. Imports no framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from trainers.importing import headings, source
from trainers.importing.columns import Column
from trainers.importing.faults import Fault
from trainers.importing.rows import READ, Book, Reader, Row
from trainers.importing.tables import letter


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a file says, but for its sealed columns. `columns`: those it has, each with its letter;
    `digest` tells the file from any other."""

    rows: tuple[Row, ...]
    columns: Mapping[Column, str]
    sealed: tuple[Column, ...]
    notes: tuple[Fault, ...]
    digest: str


def read(data: bytes, book: Book) -> Reading:
    """Raises Unreadable."""
    table = source.read(data)
    found = headings.find(table)
    reader = Reader(table, found, book)
    return Reading(
        rows=tuple(reader.row(line) for line in found.lines),
        columns={column: letter(found.places[column][0]) for column in READ if column in found.places},
        sealed=found.private,
        notes=found.notes,
        digest=digest(data),
    )


def private(data: bytes, book: Book) -> Mapping[int, Mapping[Column, str]]:
    """What the sealed columns of each row hold, by its line. Raises Unreadable."""
    table = source.read(data)
    found = headings.find(table)
    reader = Reader(table, found, book)
    return {line.number: reader.private(line) for line in found.lines}


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()
