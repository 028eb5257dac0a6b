"""Marking who came to a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.runs import refusals
from courses.runs.actions import waiting
from courses.runs.models import Attendance, Party, Place, Session
from courses.runs.rules.states import Deed, permits


@dataclass(frozen=True, slots=True)
class Marks:
    """What one pass over a list says: the places that stood on it, those that were marked when it was shown,
    and those that are marked now."""

    shown: Collection[UUID]
    were: Collection[UUID]
    came: Collection[UUID]


@transaction.atomic
def mark(*, session: UUID, marks: Marks, now: datetime) -> int:
    """Write down who came; returns how many of all that is.

    Two lists that were open at once lose nothing of each other: only what somebody changed on a list
    overwrites what was written meanwhile, and of two changes the last one holds. Who left meanwhile, or has
    no place, is passed over. Raises Session.DoesNotExist, refusals.NotNow, refusals.NotBegun.
    """
    row = Session.objects.get(pk=session)
    held = waiting.hold(row.run_id)
    if not permits(held.facts(), Deed.MARK, now):
        raise refusals.NotNow
    if now < row.starts_at:
        raise refusals.NotBegun
    shown = set(marks.shown) & set(expected(row))
    changed = shown & (set(marks.were) ^ set(marks.came))
    _write(row, {each: each in marks.came for each in changed}, overwrites=True)
    _write(row, {each: each in marks.came for each in shown - changed}, overwrites=False)
    return Attendance.objects.filter(session=row, came=True).count()


def expected(session: Session) -> list[UUID]:
    """Those who have a place in its run."""
    rows = Place.objects.filter(party__run=session.run_id, party__standing=Party.Standing.IN)
    return list(rows.values_list("pk", flat=True))


def _write(session: Session, marks: dict[UUID, bool], *, overwrites: bool) -> None:
    rows = [Attendance(place_id=place, session=session, came=came) for place, came in marks.items()]
    if overwrites:
        keys, columns = ["place", "session"], ["came"]
        Attendance.objects.bulk_create(rows, update_conflicts=True, unique_fields=keys, update_fields=columns)
    else:
        Attendance.objects.bulk_create(rows, ignore_conflicts=True)
