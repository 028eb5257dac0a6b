"""Calling a round off, at any time before its result is published."""

from datetime import datetime
from uuid import UUID

from courses.retreats import traces
from courses.retreats.actions import telling
from courses.retreats.actions.rounds import deciding, steps
from courses.retreats.models import (
    Allowance,
    Decision,
    Frozen,
    Recommendation,
    Retreat,
    Round,
    RoundWork,
)
from wellbeing.accounts.models import User

Decided = Round.Decided


def cancel(*, round: UUID, reason: str, by: User, now: datetime) -> Round:
    """Nobody gets a place in it, and everybody reads why. Where the value may be known, a second person has
    to confirm it first. One that never opened needs no reason. Pressed twice, it is done once.

    Raises Round.DoesNotExist, refusals.NotAsItStands, NoReason, DeclareFirst, WaitsAlready, HasApplied,
    RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        if held.decided == Decided.CANCELLED:
            return held
        _expect(held)
        what = Decision(round=held, kind=Decision.Kind.CALL_OFF, reason=reason)
        if held.decided == Decided.PREPARING or deciding.decide(what, by=by, now=now):
            carry_out(held, by=by, now=now)
    return held


def carry_out(held: Round, *, by: User, now: datetime) -> None:
    """Its retreats are free for another round, what it was closed upon and unused recommendations are gone at
    once, and its applications go in two weeks. Who applied is told. Raises refusals.NotAsItStands."""
    _expect(held)
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


def _expect(held: Round) -> None:
    steps.expect(held, *(each for each in Decided if each not in (Decided.PUBLISHED, Decided.CANCELLED)))
