"""Joining a run from its public page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Exists, OuterRef

from courses.runs import refusals, throttles
from courses.runs.actions import enrolling
from courses.runs.models import Party, Place, PlaceNote, Run
from courses.runs.rules.for_team import ForTeam
from wellbeing.privacy import codes


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Who came together, each with their place code; `is_again` when the same form was sent before,
    `has_note` when something is left for the team."""

    standing: Party.Standing
    people: tuple[Person, ...]
    is_again: bool
    has_note: bool


def join(
    *,
    run: UUID,
    names: Sequence[str],
    once: str,
    invitation: str,
    now: datetime,
    note: ForTeam | None = None,
) -> Joined:
    """Enrol those who come together. `once` is a code drawn for the page on which they press: the place codes
    follow from it, so a second press gives the same ones and does nothing more.

    Raises Run.DoesNotExist, refusals.NotInvited, refusals.TooManyNow, and what `enrolling.enrol` raises.
    """
    page = codes.read(once)
    code = codes.follow_on(page) if len(page) == codes.LENGTH else codes.draw()
    was_here = Place.objects.filter(pk=codes.lookup_id(code), party__run=OuterRef("pk"))
    needed, is_again = Run.objects.values_list("invitation", Exists(was_here)).get(pk=run)
    if not is_again:
        _invited(needed, invitation)
        throttles.count_joining()
    try:
        known = enrolling.find_enrolled(run=run, code=code) if is_again else None
        enrolled = known or enrolling.enrol(run=run, names=names, code=code, now=now, note=note)
    except IntegrityError:  # a page that was made up, whose codes are somebody's already
        raise refusals.NotNow from None
    people = _people(enrolled.codes) if enrolled.is_again else _named(names, enrolled.codes)
    return Joined(enrolled.standing, people, enrolled.is_again, _has_note(enrolled, note))


def _invited(invitation: UUID | None, typed: str) -> None:
    if invitation and invitation != codes.lookup_id(codes.read(typed)):
        throttles.count_wrong_code()
        raise refusals.NotInvited


def _has_note(enrolled: enrolling.Enrolled, note: ForTeam | None) -> bool:
    if not enrolled.is_again:
        return bool(note)
    return PlaceNote.objects.filter(place__in=map(codes.lookup_id, enrolled.codes)).exists()


def _named(names: Sequence[str], place_codes: Sequence[str]) -> tuple[Person, ...]:
    return tuple(Person(name, code) for name, code in zip(names, place_codes, strict=True))


def _people(place_codes: Sequence[str]) -> tuple[Person, ...]:
    ids = {codes.lookup_id(code): code for code in place_codes}
    names = dict(Place.objects.filter(pk__in=ids).values_list("pk", "name"))
    return tuple(Person(names[id], code) for id, code in ids.items() if id in names)
