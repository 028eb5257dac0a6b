"""Opening a round: its rules are frozen and published, and people may apply."""

from datetime import datetime
from uuid import UUID

from courses.retreats import readiness, refusals, traces
from courses.retreats.actions.committee import teams
from courses.retreats.actions.rounds import steps
from courses.retreats.models import Round
from courses.retreats.models.choices import Part
from wellbeing.accounts.models import User


def open_round(*, round: UUID, by: User, now: datetime) -> Round:
    """From now on its rules stay as they are, and each part has its team. Pressed twice, it is opened once.

    Raises Round.DoesNotExist, refusals.NotAsItStands, NotReady, HasApplied.
    """
    with steps.step(round=round, by=by) as held:
        if held.decided == Round.Decided.OPEN:
            return held
        steps.expect(held, Round.Decided.PREPARING)
        if missing := readiness.missing(held, now):
            raise refusals.NotReady(missing)
        for part in Part:
            teams.team_for(held, part)
        held.decided = Round.Decided.OPEN
        held.save(update_fields=["decided"])
        traces.note(held, "retreats.open_round", by)
    return held
