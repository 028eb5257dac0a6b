"""A trainer objects to a suspension or a revocation, and somebody new to it looks again."""

from datetime import date

from django.db import IntegrityError, transaction

from trainers import refusals, scope, traces
from trainers.models import Appeal, Certificate, Proposal
from trainers.rules import months
from wellbeing.accounts.models import User

APPEALABLE = frozenset({Proposal.Kind.SUSPEND, Proposal.Kind.REVOKE})


def appeal(*, proposal: Proposal, words: str, today: date) -> Appeal:
    """Object to what was decided, in one's own words. Once for each decision."""
    if proposal.kind not in APPEALABLE or proposal.outcome != Proposal.Outcome.CONFIRMED:
        raise refusals.NotAppealable
    if not words.strip():
        raise refusals.ReasonMissing
    try:
        with transaction.atomic():
            return Appeal.objects.create(proposal=proposal, words=words.strip(), made_month=months.of(today))
    except IntegrityError:
        raise refusals.AppealedAlready from None


@transaction.atomic
def decide(*, appeal: Appeal, outcome: str, why: str, by: User, today: date) -> Appeal:
    """Let the decision stand, or undo it, with a reason."""
    proposal = appeal.proposal
    if proposal.candidacy.trainer.user_id == by.pk:
        raise refusals.Yourself
    if by.pk in {proposal.proposed_by_id, proposal.decided_by_id}:
        raise refusals.TookPart
    if not scope.appeals(by).filter(pk=appeal.pk).exists():
        raise refusals.NotYours
    if not why.strip():
        raise refusals.ReasonMissing
    closed = Appeal.objects.filter(pk=appeal.pk, outcome=Appeal.Outcome.OPEN).update(
        outcome=outcome,
        why=why.strip(),
        decided_by=by,
        decided_by_name=str(by),
        decided_month=months.of(today),
    )
    if not closed:
        raise refusals.AlreadyDecided
    if outcome == Appeal.Outcome.GRANTED:
        column = "revoked_month" if proposal.kind == Proposal.Kind.REVOKE else "suspended_month"
        Certificate.objects.filter(proposals=proposal.pk).update(**{column: None})
    traces.note(proposal.candidacy.trainer, "trainers.decide_appeal", by=by, of=proposal.region_id)
    appeal.refresh_from_db()
    return appeal
