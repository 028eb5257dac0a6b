"""The second person's word on what was proposed of a round."""

from datetime import datetime
from uuid import UUID

from courses.retreats import decision_refusals, refusals, traces
from courses.retreats.actions.rounds import calling_off, deciding, steps
from courses.retreats.actions.sharing import committing
from courses.retreats.models import Decision, Round
from wellbeing.accounts.models import User


def confirm(*, round: UUID, decision: UUID, by: User, now: datetime) -> Round:
    """It holds from now on.

    Raises Round.DoesNotExist, refusals.DeclareFirst, NotAsItStands, SamePerson, HourIsPast, NoTimeToAnswer,
    HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.must_have_declared(held, by)
        row = _waiting(held, decision)
        if row.proposed_by_id == by.pk:
            raise decision_refusals.SamePerson
        row.confirmed_by, row.decided_on = by, now.date()
        row.save(update_fields=["confirmed_by", "decided_on"])
        traces.note(held, "retreats.confirm_decision", by)
        if row.kind == Decision.Kind.CALL_OFF:
            calling_off.carry_out(held, by=by, now=now)
        else:
            committing.carry_out(held, row, by=by, now=now)
    return held


def drop(*, round: UUID, decision: UUID, by: User) -> None:
    """It is not done: a second person says no, or whoever proposed it takes it back.

    Raises Round.DoesNotExist, refusals.NotAsItStands, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        _waiting(held, decision).delete()
        traces.note(held, "retreats.drop_decision", by)


def _waiting(held: Round, decision: UUID) -> Decision:
    row = deciding.waiting(held)
    if row is None or row.pk != decision:
        raise refusals.NotAsItStands
    return row
