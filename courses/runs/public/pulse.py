"""The pulse on the page of a place: the code of whoever has it, and when it opens what."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from courses.runs.models import Party, Place, Run
from wellbeing.cohorts import reading
from wellbeing.cohorts.codes import personal
from wellbeing.privacy import codes

MEETS = {Run.Decided.PUBLISHED, Run.Decided.DONE}


@dataclass(frozen=True, slots=True)
class Pulse:
    """The code to write down; the last day of what is open today; from when the next opens; and the last."""

    code: str
    closes_on: date | None
    opens_on: date | None
    later_on: date | None


def part(mine: Place, code: str, now: datetime, language: str, form: forms.Form | None) -> dict[str, Any]:
    return {"pulse": of(mine, code, now)}


def of(mine: Place, plain: str, now: datetime) -> Pulse | None:
    """None before the first session has begun: until then people may leave and join anew, and each would have
    a second answer. Neither for those without a place, nor of a run that is off.
    """
    run = mine.party.run
    is_in = mine.party.standing == Party.Standing.IN and run.decided in MEETS
    if not is_in or not run.sessions.filter(starts_at__lte=now).exists():
        return None
    return of_cohort(run.pulse, plain, now)


def of_cohort(cohort: UUID, plain: str, now: datetime) -> Pulse | None:
    """The same for whoever holds this code and is in the group of this cohort."""
    shown, code = reading.shown(cohort), personal(cohort, plain)
    if shown is None or not code:
        return None
    today = timezone.localdate(now)
    waves = [each for each in shown.waves if each.closes_on >= today]
    now_open = next((each for each in waves if each.opens_on <= today), None)
    ahead = next((each for each in waves if each.opens_on > today), None)
    last = waves[-1] if waves else None
    return Pulse(
        code=codes.show(code),
        closes_on=now_open.closes_on if now_open else None,
        opens_on=ahead.opens_on if ahead else None,
        later_on=last.opens_on if last and last is not now_open else None,
    )
