"""The sealed columns of a spreadsheet: from the file straight under the keys of the home region's team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trainers import refusals
from trainers.actions import people
from trainers.actions.people import Private
from trainers.importing import planning, reading
from trainers.importing.columns import Column
from trainers.importing.rows import Book, Row
from trainers.models import Trainer
from wellbeing.accounts import sealed
from wellbeing.accounts.sealed import Unlocked


@dataclass(frozen=True, slots=True)
class Sealing:
    """The file once more, for its sealed columns, and the unlocked keys of whoever sends it."""

    data: bytes = field(repr=False)
    key: Unlocked


def seal(*, rows: Sequence[Row], what: Sealing, book: Book) -> tuple[int, int]:
    """Of how many trainers something was sealed, and of how many it could not be.

    What is sealed already stays where the file says the same or nothing.
    """
    contents = reading.private(what.data, book)
    trainers = _trainers(rows)
    held = [each.private for each in trainers.values() if each.private]
    opened = sealed.open_records(records=held, key=what.key)
    done = left = 0
    for row in rows:
        trainer = trainers[planning.key(row.name, row.home)]
        before = Private()
        if trainer.private_id and trainer.private_id in opened:
            before = Private.unpack(opened[trainer.private_id])
        after = _merged(before, contents.get(row.line, {}))
        if after == before:
            continue
        try:
            people.put_private(trainer=trainer, what=after, key=what.key)
            done += 1
        except (refusals.NotInTeam, refusals.CannotOpen, refusals.TooLong):
            left += 1
    return done, left


def _merged(before: Private, content: Mapping[Column, str]) -> Private:
    return Private(
        legal_name=content.get(Column.LEGAL_NAME) or before.legal_name,
        contact=content.get(Column.CONTACT) or before.contact,
    )


def _trainers(rows: Sequence[Row]) -> dict[tuple[str, str], Trainer]:
    """By name and region; a name that is the same to the letter goes before one that is merely alike."""
    wanted = {planning.key(row.name, row.home): row.name.casefold() for row in rows}
    found: dict[tuple[str, str], Trainer] = {}
    homes = {row.home for row in rows}
    for each in Trainer.objects.filter(home_region__in=homes).select_related("private"):
        key = planning.key(each.name, each.home_region_id)
        if key in wanted and (key not in found or each.name.casefold() == wanted[key]):
            found[key] = each
    return found
