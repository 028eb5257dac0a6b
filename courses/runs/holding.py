"""What whoever holds a run reads of it: its sessions, who is expected, and what the course gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.content.models import LessonPage
from courses.runs.models import Absence, Attendance, Party, Place, PlaceNote, Run, Session, SessionNote

# The lesson on what to do when somebody is not well, by its course and its own name in every language.
SAFETY = ("holding", "safety")
MAY_COME = (Party.Standing.OFFERED, Party.Standing.WAITING)


@dataclass(frozen=True, slots=True)
class Expected:
    """Who has a place, by their working names in alphabetical order, and how many wait or may have one."""

    names: tuple[str, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Person:
    """One who has a place, and what is known of them for one session."""

    id: UUID
    name: str
    is_marked: bool
    is_absent: bool


def session(runs: QuerySet[Run], session_id: UUID) -> tuple[Run, Session]:
    """A session of one of these runs, and its run with its times. One query. Raises Session.DoesNotExist."""
    rows = Session.objects.filter(run__in=runs.values("pk")).select_related("run")
    found = rows.annotate(begins=Min("run__sessions__starts_at"), ends=Max("run__sessions__ends_at")).get(
        pk=session_id
    )
    found.run.begins, found.run.ends = found.begins, found.ends
    return found.run, found


def sessions(run: Run) -> QuerySet[Session]:
    """The sessions in their order, each with how many of those who have a place are marked as there (`came`)
    or said they will not be (`absent`), and how many notes there are (`noted`)."""
    return Session.objects.filter(run=run).annotate(
        came=_count(Attendance.objects.filter(came=True)),
        absent=_count(Absence.objects.filter(place__party__standing=Party.Standing.IN)),
        noted=_count(SessionNote.objects.all()),
    )


def with_places(runs: QuerySet[Run]) -> QuerySet[Run]:
    """Each with `names` of who has a place, `waiting`, how many wait or may have one, and `notes`, how many
    left a note for the team."""
    rows = Place.objects.filter(party__run=OuterRef("pk"))
    others = rows.filter(party__standing__in=MAY_COME).order_by().values("party__run")
    waiting = Subquery(others.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    left = PlaceNote.objects.filter(place__party__run=OuterRef("pk")).order_by().values("place__party__run")
    notes = Subquery(left.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return runs.annotate(
        names=ArraySubquery(rows.filter(party__standing=Party.Standing.IN).values("name")),
        waiting=Coalesce(waiting, 0),
        notes=Coalesce(notes, 0),
    )


def expected(run: Any) -> Expected:
    """Of a run that was asked for `with_places`."""
    return Expected(names=tuple(sorted(run.names, key=str.casefold)), waiting=run.waiting)


def people(session: Session) -> list[Person]:
    """Who has a place in a session's run, with what they said and what was marked of them. One query."""
    rows = Place.objects.filter(party__run=session.run_id, party__standing=Party.Standing.IN).annotate(
        is_marked=Exists(Attendance.objects.filter(place=OuterRef("pk"), session=session, came=True)),
        is_absent=Exists(Absence.objects.filter(place=OuterRef("pk"), session=session)),
    )
    found = [Person(*row) for row in rows.values_list("pk", "name", "is_marked", "is_absent")]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def safety_lesson(language: str) -> LessonPage | None:
    """In this language, or else in another; None while it is not published."""
    course, lesson = SAFETY
    rows = LessonPage.objects.live().filter(slug=lesson, url_path__contains=f"/{course}/{lesson}/")
    found = list(rows.select_related("locale").defer("body").order_by("pk"))
    return min(found, key=lambda each: each.locale.language_code != language, default=None)


def next_session(rows: Sequence[Session], now: datetime) -> Session | None:
    """The one that is on or comes next."""
    return next((each for each in rows if each.ends_at > now), None)


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many rows a session has of these; a join would multiply one kind with the other."""
    counted = rows.filter(session=OuterRef("pk")).order_by().values("session").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
