"""Notes for the run's team: left, replaced, removed by those with a place; opened by the team alone."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from courses.runs import refusals, traces
from courses.runs.actions import teams
from courses.runs.models import Party, Place, PlaceNote, Run
from courses.runs.rules.for_team import ROOM, ForTeam
from wellbeing.accounts import sealed
from wellbeing.accounts.models import TeamMember
from wellbeing.accounts.sealed import Unlocked
from wellbeing.privacy import codes
from wellbeing.privacy.sealing import DoesNotFit


@dataclass(frozen=True, slots=True)
class Opened:
    """What one person left, under the name they chose, and whether they have a place yet."""

    name: str
    has_place: bool
    note: ForTeam


@dataclass(frozen=True, slots=True)
class Notes:
    """Those that open to whoever asked, and how many do not."""

    opened: tuple[Opened, ...]
    shut: int


@transaction.atomic
def leave(*, code: str, note: ForTeam) -> None:
    """Leave a note, in place of the one there is.

    Raises refusals.NoSuchPlace, refusals.NotNow, refusals.NobodyReads, refusals.LongForTeam.
    """
    place = _lock(code)
    if place.party.run.decided != Run.Decided.PUBLISHED:
        raise refusals.NotNow
    put(place=place.pk, run=place.party.run, note=note)


@transaction.atomic
def remove(*, code: str) -> None:
    """Take the note back. Whoever read it has read it. Raises refusals.NoSuchPlace."""
    PlaceNote.objects.filter(place=_lock(code)).delete()


def put(*, place: UUID, run: Run, note: ForTeam) -> None:
    """The note of a place that nobody else holds now, inside the transaction of whoever calls.

    Raises refusals.NobodyReads, refusals.LongForTeam.
    """
    if not teams.is_read(run):
        raise refusals.NobodyReads
    row = PlaceNote.objects.filter(place=place).select_related("record__team").first()
    try:
        if row:
            sealed.reseal(record=row.record, content=note.pack(), room=ROOM)
        else:
            record = sealed.seal(team=teams.team_of(run), content=note.pack(), room=ROOM)
            PlaceNote.objects.create(place_id=place, record=record)
    except sealed.NobodyCanOpen:
        raise refusals.NobodyReads from None
    except DoesNotFit:
        raise refusals.LongForTeam from None


def read(*, run: Run, key: Unlocked) -> Notes:
    """Every note of a run that opens to this member of its team, by name. That they were opened stays in the
    run's history. Raises refusals.NotInTeam."""
    if not TeamMember.objects.filter(team=teams.team_of(run), user=key.user).exists():
        raise refusals.NotInTeam
    rows = list(PlaceNote.objects.filter(place__party__run=run).select_related("place__party", "record"))
    contents = sealed.open_records(records=[row.record for row in rows], key=key)
    opened = [
        Opened(
            row.place.name,
            row.place.party.standing == Party.Standing.IN,
            ForTeam.unpack(contents[row.record_id]),
        )
        for row in rows
        if row.record_id in contents
    ]
    if opened:
        traces.note(run, "runs.read_notes", key.user)
    by_name = sorted(opened, key=lambda each: (not each.has_place, each.name.casefold()))
    return Notes(tuple(by_name), shut=len(rows) - len(opened))


def _lock(code: str) -> Place:
    """The place that a code opens; two presses at once come one after the other."""
    rows = Place.objects.select_for_update(of=("self",), no_key=True).select_related("party__run")
    place = rows.filter(pk=codes.lookup_id(codes.read(code))).first()
    if place is None:
        raise refusals.NoSuchPlace
    return place
