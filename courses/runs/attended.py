"""What somebody with a place attended, once the last session is over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from courses.runs import covering
from courses.runs.models import Attendance, Party, Place, Run

HELD = (Run.Decided.PUBLISHED, Run.Decided.DONE)


@dataclass(frozen=True, slots=True)
class Attended:
    """How many of how many sessions somebody came to, how long those were, and from when to when all of
    them went. `is_marked` says whether anything was written down of them at all."""

    sessions: int
    of: int
    length: timedelta
    first_on: date
    last_on: date
    is_marked: bool


def attended(place: Place, now: datetime) -> Attended | None:
    """None for whoever had no place, and while the last session is not over. One query."""
    party = place.party
    if party.standing != Party.Standing.IN or party.run.decided not in HELD:
        return None
    marks = Attendance.objects.filter(place=place, session=OuterRef("pk"))
    rows = party.run.sessions.order_by("starts_at").annotate(
        came=Exists(marks.filter(came=True)), is_marked=Exists(marks)
    )
    sessions = list(rows)
    if not sessions or sessions[-1].ends_at > now:
        return None
    came = [each for each in sessions if each.came]
    return Attended(
        sessions=len(came),
        of=len(sessions),
        length=sum((each.length for each in came), timedelta()),
        first_on=covering.day_of(sessions[0]),
        last_on=covering.day_of(sessions[-1]),
        is_marked=any(each.is_marked for each in sessions),
    )
