"""From closed to committed: rules that cannot all hold, a later hour for the value, and the commitment."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from courses.retreats import decision_refusals, frozen, refusals, traces
from courses.retreats.actions.rounds import deciding, steps
from courses.retreats.actions.sharing import work
from courses.retreats.frozen import Closed
from courses.retreats.models import Decision, Retreat, Round, RoundWork
from courses.retreats.rules import loosening, record
from courses.retreats.rules.loosening import CannotLetGo
from courses.retreats.rules.model import Clause
from wellbeing.accounts.models import User

Decided = Round.Decided


def let_go(*, round: UUID, clause: Clause, by: User) -> Round:
    """Let go of one rule of a conflict. It stands in the policy that everybody reads, before the commitment.

    Raises Round.DoesNotExist, refusals.DeclareFirst, NotAsItStands, NotInTheWay, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.must_have_declared(held, by)
        steps.expect(held, Decided.CLOSED)
        closed = frozen.closed_case(held)
        if clause not in (closed.conflict or ()):
            raise refusals.NotInTheWay
        try:
            policy = loosening.without(closed.policy, clause)
        except CannotLetGo:
            raise refusals.NotInTheWay from None
        closed = replace(closed, policy=policy, conflict=None)
        frozen.write(held, closed)
        held.policy = {**held.policy, "let_go": _as_read(closed)}
        held.save(update_fields=["policy"])
        work.ask(round=held, kind=RoundWork.Kind.CHECK)
        traces.note(held, "retreats.let_go", by)
    return held


def postpone(
    *, round: UUID, draws_at: datetime, announced: str, reason: str, by: User, now: datetime
) -> Round:
    """Name a later hour at which the value is read, and anew which value that is, as long as nothing is
    committed, and so that whoever gets a place has their time to answer. Both are public, with what was
    announced before. From the announced hour on a second person has to confirm it first, since whoever knows
    one value could look for a better one. Pressed twice, it is done once.

    Raises Round.DoesNotExist, refusals.NotAsItStands, NoReason, HourIsPast, NoTimeToAnswer, DeclareFirst,
    WaitsAlready, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.expect(held, Decided.CLOSED)
        announced = announced.strip()
        if (held.draws_at, held.announced) == (draws_at, announced):
            return held
        if not announced:
            raise decision_refusals.NoReason
        what = Decision(
            round=held,
            kind=Decision.Kind.LATER,
            reason=reason,
            was_at=held.draws_at,
            is_at=draws_at,
            was_announced=held.announced,
            announced=announced,
        )
        _is_possible(held, draws_at, now)
        if deciding.decide(what, by=by, now=now):
            carry_out(held, what, by=by, now=now)
    return held


def carry_out(held: Round, what: Decision, *, by: User, now: datetime) -> None:
    """The later hour and what is read then hold.

    Raises refusals.NotAsItStands, HourIsPast, NoTimeToAnswer.
    """
    steps.expect(held, Decided.CLOSED)
    if what.is_at is None:
        raise refusals.NotAsItStands
    _is_possible(held, what.is_at, now)
    held.draws_at, held.announced = what.is_at, what.announced
    held.save(update_fields=["draws_at", "announced"])
    traces.note(held, "retreats.postpone_draw", by)


def commit(*, round: UUID, by: User, now: datetime) -> Round:
    """Publish what stands for exactly this case and policy. Asked for twice, it is done once.

    Raises Round.DoesNotExist, refusals.DeclareFirst, NotAsItStands, NotCheckedYet, CannotAllHold,
    ValueMayBeKnown, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.must_have_declared(held, by)
        if held.decided == Decided.COMMITTED:
            return held
        steps.expect(held, Decided.CLOSED)
        closed = frozen.closed_case(held)
        _ready(held, closed, now)
        held.commitment = record.commitment(closed.case, closed.policy, salt=closed.salt)
        held.decided = Decided.COMMITTED
        held.save(update_fields=["commitment", "decided"])
        traces.note(held, "retreats.commit", by)
    return held


def _is_possible(round: Round, draws_at: datetime, now: datetime) -> None:
    """An hour ahead that leaves time to answer, as when it opened.

    Raises refusals.HourIsPast, NoTimeToAnswer.
    """
    if draws_at <= now or (round.draws_at is not None and draws_at <= round.draws_at):
        raise refusals.HourIsPast
    answered = (draws_at + timedelta(hours=round.answer_hours)).date()
    there = round.retreats.exclude(decided=Retreat.Decided.CANCELLED)
    if there.filter(begins_on__lte=answered).exists():
        raise refusals.NoTimeToAnswer


def _ready(round: Round, closed: Closed, now: datetime) -> None:
    if closed.conflict is None:
        raise refusals.NotCheckedYet
    if closed.conflict:
        raise refusals.CannotAllHold
    if round.draws_at is None or now >= round.draws_at:
        raise refusals.ValueMayBeKnown


def _as_read(closed: Closed) -> list[list[Any]]:
    """What was let go of, by ids of retreats and codes of regions."""
    names = closed.names
    return sorted(
        [rule, names.retreats[letter], names.regions.get(region, "")]
        for rule, letter, region in closed.policy.let_go
    )
