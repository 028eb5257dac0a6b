"""Runs whose last session is over, and the codes of those who had a place in them."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from courses.runs.models import Attendance, Place, Run, Session
from tests.courses.runs.public.visiting import codes_on, join, open_run
from wellbeing.privacy import codes


def run_over(*names: str, ago: timedelta = timedelta(hours=1), **given: Any) -> tuple[Run, list[str]]:
    """A run whose last session ended so long ago, and a place code for each name."""
    run = open_run(**({"capacity": 20} | given))
    found = [codes_on(join(run, name))[0] for name in names]
    end_last(run, ago=ago)
    return run, found


def end_last(run: Run, *, ago: timedelta) -> None:
    """Move all sessions so that the last one ended so long ago."""
    ends = run.sessions.latest("ends_at").ends_at
    shift = timezone.now() - ago - ends
    for each in run.sessions.order_by("starts_at" if shift < timedelta() else "-starts_at"):
        Session.objects.filter(pk=each.pk).update(
            starts_at=F("starts_at") + shift, ends_at=F("ends_at") + shift
        )
    over_on = (timezone.now() - ago).date()
    Run.objects.filter(pk=run.pk).update(over_on=over_on)


def came(run: Run, code: str, *marks: bool) -> None:
    """Mark who came: one mark for each session, in their order."""
    place = Place.objects.get(pk=codes.lookup_id(codes.read(code)))
    for session, mark in zip(run.sessions.all(), marks, strict=False):
        Attendance.objects.create(place=place, session=session, came=mark)
