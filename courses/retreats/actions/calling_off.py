"""Calling a round off, at any time before its result is published."""

from datetime import datetime
from uuid import UUID

from courses.retreats import traces
from courses.retreats.actions import steps, telling
from courses.retreats.models import Allowance, Frozen, Recommendation, Retreat, Round, RoundWork
from wellbeing.accounts.models import User

Decided = Round.Decided


def cancel(*, round: UUID, by: User, now: datetime) -> Round:
    """Nobody gets a place in it; its retreats are free for another round, what it was closed upon and unused
    recommendations are gone at once, and its applications go in two weeks. Who applied is told.
    Pressed twice, it is done once.

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
        Recommendation.objects.filter(round=held).delete()
        Allowance.objects.filter(round=held).delete()
        if held.decided == Decided.PREPARING:  # nobody outside has read of it, and nobody will
            held.closes_at = None
        held.decided, held.over_on = Decided.CANCELLED, now.date()
        held.save(update_fields=["decided", "over_on", "closes_at"])
        telling.tell_round(round=held.pk, now=now)
        traces.note(held, "retreats.cancel_round", by)
    return held
