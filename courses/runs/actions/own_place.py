"""What people do with their place besides answering and leaving: tell that they are absent, have a calendar.

Each takes the place code as typed and raises refusals.NoSuchPlace.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.runs import refusals
from courses.runs.actions import enrolling, waiting
from courses.runs.models import Absence, Party, Place, Run
from wellbeing.privacy import codes


@transaction.atomic
def set_absence(*, code: str, session: str, is_absent: bool, now: datetime) -> None:
    """Say that one will not come to a session that has not begun, or will after all. Said twice, it is said
    once. Raises refusals.NoSuchSession.
    """
    place = enrolling.find(code)
    held = waiting.hold(place.party.run_id)
    place = enrolling.find(code)
    meets = held.decided == Run.Decided.PUBLISHED and place.party.standing == Party.Standing.IN
    id = _uuid(session)
    row = held.sessions.filter(pk=id, starts_at__gt=now).first() if id and meets else None
    if row is None:
        raise refusals.NoSuchSession
    if is_absent:
        Absence.objects.get_or_create(place=place, session=row)
    else:
        Absence.objects.filter(place=place, session=row).delete()


def set_calendar(*, code: str, says: str) -> None:
    """Have a calendar whose entries say this, or other words in the one there is; none for no words."""
    plain = codes.read(code)
    mine = Place(pk=codes.lookup_id(plain))
    mine.put_calendar(codes.calendar(plain), says)
    there = Place.objects.filter(pk=mine.pk)
    if not there.update(calendar=mine.calendar, calendar_box=mine.calendar_box):
        raise refusals.NoSuchPlace


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
