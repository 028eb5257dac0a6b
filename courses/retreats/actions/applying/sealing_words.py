"""What people write for the parts of the committee, sealed to the team of each."""

from collections.abc import Mapping

from courses.retreats import refusals
from courses.retreats.actions.committee import teams
from courses.retreats.models import Application, Round, SealedPart
from courses.retreats.models.choices import Part
from courses.retreats.rules.words import KINDS, ROOM, Words
from wellbeing.accounts import sealed
from wellbeing.accounts.models import Team

# In the order in which their teams are held.
PARTS = (Part.ACCESS, Part.CONTACT, Part.SAFETY)


def read_by(round: Round) -> dict[Part, Team]:
    """The teams that can read what is sealed to them, by part. Made here, before anything is held that many
    wait for."""
    every = {part: teams.team_for(round, part) for part in PARTS}
    return {part: team for part, team in every.items() if teams.can_seal(team)}


def readable(round: Round) -> set[Part]:
    """The parts that somebody can read, for a page: nothing is made."""
    return {part for part in PARTS if teams.can_seal(teams.found_for(round, part))}


def put(*, application: Application, words: Mapping[Part, Words], to: Mapping[Part, Team]) -> None:
    """Seal what was written anew, inside the transaction of whoever calls.

    An application has a record for every part that somebody can read: one that says nothing for whoever wrote
    nothing, so that nobody sees who did. Raises refusals.NobodyReads.
    """
    if any(said and part not in to for part, said in words.items()):
        raise refusals.NobodyReads
    there = {Part(each.part): each for each in application.parts.select_related("record__team")}
    for part, team in to.items():
        if part not in there:
            _seal(application, part, team, words.get(part) or KINDS[part]())
        elif part in words:
            _reseal(there[part], words[part])


def hold_teams(application: Application) -> None:
    """Hold the teams of everything that is sealed for an application, in the order of everybody else."""
    teams = Team.objects.filter(records__in=application.parts.values("record"))
    list(Team.objects.filter(pk__in=teams).order_by("code").select_for_update(no_key=True))


def _seal(application: Application, part: Part, team: Team, words: Words) -> None:
    try:
        record = sealed.seal(team=team, content=words.pack(), room=ROOM)
    except sealed.NobodyCanOpen:  # the last who could left meanwhile
        if words:
            raise refusals.NobodyReads from None
        return
    SealedPart.objects.create(application=application, part=part, record=record)


def _reseal(there: SealedPart, words: Words) -> None:
    try:
        sealed.reseal(record=there.record, content=words.pack(), room=ROOM)
    except sealed.NobodyCanOpen:
        raise refusals.NobodyReads from None
