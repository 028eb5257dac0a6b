"""Calling a round off, at any time before its result is published."""

from datetime import date
from uuid import UUID

from courses.retreats import traces
from courses.retreats.actions import steps
from courses.retreats.models import Frozen, Retreat, Round, RoundWork
from wellbeing.accounts.models import User

Decided = Round.Decided


def cancel(*, round: UUID, by: User, today: date) -> Round:
    """Nobody gets a place in it; its retreats are free for another round, what it was closed upon is gone at
    once, and its applications go in two weeks. Pressed twice, it is done once.

    Raises Round.DoesNotExist, refusals.NotAsItStands, HasApplied.
    """
    with steps.step(round=round, by=by) as held:
        if held.decided == Decided.CANCELLED:
            return held
        steps.expect(held, *(each for each in Decided if each != Decided.PUBLISHED))
        # PostgreSQL forgets the last day of a round without retreats, so it is written after they went.
        Retreat.objects.filter(round=held).update(round=None)
        Frozen.objects.filter(round=held).delete()
        RoundWork.objects.filter(round=held).delete()
        held.decided, held.over_on = Decided.CANCELLED, today
        held.save(update_fields=["decided", "over_on"])
        traces.note(held, "retreats.cancel_round", by)
    return held
