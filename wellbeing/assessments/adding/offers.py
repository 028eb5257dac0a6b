"""Whether a result page offers to add it, without asking the database at each result."""

import time
from datetime import date, datetime

from django.db import DatabaseError
from django.utils import timezone

from cms import generation
from wellbeing.assessments.taking import catalogue
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.ballots import forms, reading

LOOK_EVERY = 60.0

_seen: tuple[float, date | None, str, bool] = (0.0, None, "", False)


def form_for(shown: Shown, *, now: datetime) -> str:
    """A form for the result page of this version, or nothing where a result cannot be added."""
    if not (is_taken(shown) and are_open(timezone.localdate(now))):
        return ""
    return forms.issue(now)


def is_taken(shown: Shown) -> bool:
    """Whether answers to this version go into the picture: it is what the public list shows, and has room."""
    if not shown.result.offer:
        return False
    listed = catalogue.current(shown.slug, shown.language)
    return listed is not None and listed.code == shown.code


def are_open(today: date) -> bool:
    """Whether boxes take ballots, as one query found at most a minute ago in this process.

    Casting looks for itself, so that a minute is no harm; a day and whatever editors publish end it at once.
    A result needs no database, so one that does not answer is none that takes ballots.
    """
    global _seen  # noqa: PLW0603  one value a process, replaced whole
    looked_at, day, token, found = _seen
    now, current = time.monotonic(), generation.current()
    if (day, token) == (today, current) and now - looked_at < LOOK_EVERY:
        return found
    try:
        found = reading.takes_ballots(today)
    except DatabaseError:
        found = False
    _seen = (now, today, current, found)
    return found
