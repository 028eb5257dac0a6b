"""Joining a run from its public page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from courses.runs import refusals, throttles
from courses.runs.actions import enrolling
from courses.runs.models import Party, Place, Run
from wellbeing.privacy import codes


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Who came together, each with their place code; `is_again` when the same form was sent before."""

    standing: Party.Standing
    people: tuple[Person, ...]
    is_again: bool


def join(*, run: UUID, names: Sequence[str], once: str, invitation: str, now: datetime) -> Joined:
    """Enrol those who come together. `once` is a code drawn for the page on which they press: the place codes
    follow from it, so a second press gives the same ones and does nothing more.

    Raises Run.DoesNotExist, refusals.NotInvited, refusals.TooManyNow, and what `enrolling.enrol` raises.
    """
    page = codes.read(once)
    code = codes.follow_on(page) if len(page) == codes.LENGTH else codes.draw()
    is_again = Place.objects.filter(pk=codes.lookup_id(code), party__run=run).exists()
    if not is_again:
        _invited(run, invitation)
        throttles.count_joining()
    try:
        enrolled = enrolling.enrol(run=run, names=names, code=code, now=now)
    except IntegrityError:  # a page that was made up, whose codes are somebody's already
        raise refusals.NotNow from None
    return Joined(enrolled.standing, _people(enrolled.codes), is_again)


def _invited(run: UUID, typed: str) -> None:
    invitation = Run.objects.values_list("invitation", flat=True).get(pk=run)
    if invitation and invitation != codes.lookup_id(codes.read(typed)):
        throttles.count_wrong_code()
        raise refusals.NotInvited


def _people(place_codes: Sequence[str]) -> tuple[Person, ...]:
    ids = {codes.lookup_id(code): code for code in place_codes}
    names = dict(Place.objects.filter(pk__in=ids).values_list("pk", "name"))
    return tuple(Person(names[id], code) for id, code in ids.items() if id in names)
