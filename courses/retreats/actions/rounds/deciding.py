"""What is decided of a round before everybody: at once by one person, as long as nobody can know the value;
from its hour on by two. Otherwise whoever does not like what comes of it could try for another result."""

from datetime import datetime

from courses.retreats import conflicts_of_interest, decision_refusals, scope, traces
from courses.retreats.actions.rounds import steps
from courses.retreats.models import Decision, Round
from wellbeing.accounts.models import User

CONFIRM = (scope.ORGANISE, scope.READ_VALUE)


def may_be_known(round: Round, now: datetime) -> bool:
    """Whether the value may be known: from its hour on to anybody."""
    return bool(round.value) or (round.draws_at is not None and now >= round.draws_at)


def decide(what: Decision, *, by: User, now: datetime) -> bool:
    """Of a held round, whether it holds now; otherwise it waits for a second person.

    Raises decision_refusals.NoReason, DeclareFirst, WaitsAlready.
    """
    round, what.reason = what.round, what.reason.strip()
    if not what.reason:
        raise decision_refusals.NoReason
    what.proposed_by, what.was_known = by, may_be_known(round, now)
    if what.was_known:
        steps.must_have_declared(round, by)
        before = waiting(round)
        if before and before.proposed_by != by:
            raise decision_refusals.WaitsAlready
    else:
        what.decided_on = now.date()
    Decision.objects.filter(round=round, decided_on=None).delete()
    what.save(force_insert=True)
    if what.was_known:
        traces.note(round, "retreats.propose_decision", by)
    return not what.was_known


def waiting(round: Round) -> Decision | None:
    """What waits for a second person; not what somebody proposed who may decide no more."""
    if round.decided in (Round.Decided.PUBLISHED, Round.Decided.CANCELLED):
        return None
    rows = Decision.objects.filter(round=round, decided_on=None).select_related("proposed_by")
    row = rows.first()
    who = row.proposed_by if row else None
    if who is None or not who.has_perm(scope.ORGANISE) or conflicts_of_interest.has_applied(who, round):
        return None
    return row
