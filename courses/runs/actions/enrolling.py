"""Asking for a place, and giving it up. Nobody is asked who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from courses.runs import refusals
from courses.runs.actions import contacts, place_notes, waiting
from courses.runs.models import Party, Place, Run
from courses.runs.models.places import MOST_TOGETHER
from courses.runs.rules import queueing
from courses.runs.rules.for_team import ForTeam
from courses.runs.rules.states import Deed, permits
from wellbeing.privacy import codes

# How long after the last session a place is kept: to print a confirmation, and to say what it was like.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of asking: one place code for each person, in the order of their names. `is_again` when they
    were there before, of whom some may have left since."""

    standing: Party.Standing
    codes: tuple[str, ...]
    is_again: bool


def enrol(
    *, run: UUID, names: Sequence[str], code: str, now: datetime, note: ForTeam | None = None
) -> Enrolled:
    """Places for people who come together, or a turn in the waiting list.

    `code` is the first person's place code, drawn with the form: sent twice, it asks once, whatever names
    come with it. The codes of the others follow from it. A `note` for the team belongs to the first person's
    place; if it cannot be sealed, nobody is enrolled.

    Raises Run.DoesNotExist, refusals.NotNow, refusals.TooManyTogether, what `place_notes.put` raises, and
    IntegrityError for a code that is somebody's in another run.
    """
    try:
        return _enrol(run, names, code, now, note)
    except IntegrityError:
        if known := find_enrolled(run=run, code=code):
            return known
        raise


def find_enrolled(*, run: UUID, code: str) -> Enrolled | None:
    """What came of asking before, if somebody did with this code."""
    party = Party.objects.filter(places=codes.lookup_id(code), run=run).first()
    if party is None:
        return None
    return Enrolled(Party.Standing(party.standing), _codes_of(party, code), is_again=True)


@transaction.atomic
def _enrol(run: UUID, names: Sequence[str], code: str, now: datetime, note: ForTeam | None) -> Enrolled:
    """Whatever may be done before the run is held is done before, since others wait for it then: PostgreSQL
    asks only at the end whether there is the party of a place."""
    if not 0 < len(names) <= MOST_TOGETHER:
        raise refusals.TooManyTogether
    place_codes, party = _following(code, len(names)), Party(size=len(names))
    Place.objects.bulk_create(
        [
            Place(pk=codes.lookup_id(each), party_id=party.pk, name=name)
            for each, name in zip(place_codes, names, strict=True)
        ]
    )
    held = waiting.take_turn(run)
    if not permits(held.facts(), Deed.ENROL, now):
        raise refusals.NotNow
    if len(names) > held.capacity:
        raise refusals.TooManyTogether
    party.run, party.number, party.goes_on = held, held.came, (held.over_on or now.date()) + KEPT
    has_place = _has_place(held, party.size, now)
    party.standing = Party.Standing.IN if has_place else Party.Standing.WAITING
    party.save(force_insert=True)
    if note:  # the team is held after the run, as when a plan changes
        place_notes.put(place=codes.lookup_id(code), run=held, note=note)
    return Enrolled(Party.Standing(party.standing), place_codes, is_again=False)


@transaction.atomic
def leave(*, code: str, now: datetime) -> None:
    """Give up one person's place or turn: its row goes at once, and whoever waits moves up.

    Raises refusals.NoSuchPlace.
    """
    place = find(code)
    held = waiting.hold(place.party.run_id)
    party = Party.objects.filter(places=place.pk).first()
    if party is None:
        raise refusals.NoSuchPlace
    contacts.forget(place=place.pk)
    place.delete()
    if party.size > 1:
        party.size -= 1
        party.save(update_fields=["size"])
    else:
        party.delete()
    waiting.move_up(held, now)


def find(code: str) -> Place:
    """The place that a code opens, with its party and run. Raises refusals.NoSuchPlace."""
    rows = Place.objects.select_related("party__run")
    place = rows.filter(pk=codes.lookup_id(codes.read(code))).first()
    if place is None:
        raise refusals.NoSuchPlace
    return place


def _has_place(run: Run, size: int, now: datetime) -> bool:
    """Whether places are free for so many and nobody is passed who came before them."""
    if run.joining == Run.Joining.ASKING or run.taken + size > run.capacity:
        return False
    is_kept = run.begins is not None and queueing.keeps_order(run.begins, now)
    return not (is_kept and run.parties.filter(standing=Party.Standing.WAITING).exists())


def _codes_of(party: Party, first: str) -> tuple[str, ...]:
    """The codes of those who are still there."""
    there = set(party.places.values_list("pk", flat=True))
    return tuple(each for each in _following(first, MOST_TOGETHER) if codes.lookup_id(each) in there)


def _following(code: str, count: int) -> tuple[str, ...]:
    """The code and those that follow from it, one for each person. Whoever has one learns none before it."""
    found = [code]
    while len(found) < count:
        found.append(codes.follow_on(found[-1]))
    return tuple(found)
