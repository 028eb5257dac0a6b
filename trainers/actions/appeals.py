"""A trainer objects to a suspension or a revocation, and somebody new to it looks again."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from trainers import refusals, scope, traces
from trainers.models import Appeal, Certificate, Proposal
from trainers.rules import months
from wellbeing.accounts.models import User

# The column in which what was decided stands.
COLUMNS: dict[str, str] = {Proposal.Kind.SUSPEND: "suspended_month", Proposal.Kind.REVOKE: "revoked_month"}


@transaction.atomic
def appeal(*, proposal: Proposal, words: str, today: date) -> Appeal:
    """Object to what was decided, in one's own words. Once for each decision."""
    if refusal := why_not(proposal=proposal):
        raise refusal
    if not words.strip():
        raise refusals.ReasonMissing
    try:
        with transaction.atomic():
            return Appeal.objects.create(proposal=proposal, words=words.strip(), made_month=months.of(today))
    except IntegrityError:
        raise refusals.AppealedAlready from None


@transaction.atomic
def why_not(*, proposal: Proposal) -> refusals.Refused | None:
    """Why this cannot be objected to, if it cannot."""
    if Appeal.objects.filter(proposal=proposal).exists():
        return refusals.AppealedAlready()
    return None if _stands(proposal) else refusals.NotAppealable()


@transaction.atomic
def decide(*, appeal: Appeal, outcome: str, why: str, by: User, today: date) -> Appeal:
    """Let the decision stand, or undo it, with a reason. What no longer stands cannot be undone."""
    proposal = appeal.proposal
    if by.pk in {proposal.candidacy.trainer.user_id, proposal.owner_id}:
        raise refusals.Yourself
    if _took_part(by, proposal):
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
        _undo(proposal)
    traces.note(proposal.candidacy.trainer, "trainers.decide_appeal", by=by, of=proposal.region_id)
    appeal.refresh_from_db()
    return appeal


def _stands(proposal: Proposal) -> bool:
    """Whether a certificate is suspended or revoked now by this decision, and not by a later one."""
    if proposal.kind not in COLUMNS or proposal.outcome != Proposal.Outcome.CONFIRMED:
        return False
    row = Certificate.objects.select_for_update().get(proposals=proposal.pk)
    if row.revoked_month and proposal.kind != Proposal.Kind.REVOKE:
        return False
    since: date | None = getattr(row, COLUMNS[proposal.kind])
    return since == proposal.decided_month


def _took_part(by: User, proposal: Proposal) -> bool:
    """Whether they proposed or decided this, or the same once more in that month: months do not tell two
    suspensions of one month apart."""
    same = Proposal.objects.filter(
        kind=proposal.kind,
        certificate=proposal.certificate_id,
        outcome=Proposal.Outcome.CONFIRMED,
        decided_month=proposal.decided_month,
    )
    return same.filter(Q(proposed_by=by) | Q(decided_by=by)).exists()


def _undo(proposal: Proposal) -> None:
    if not _stands(proposal):
        raise refusals.NotAppealable
    try:
        with transaction.atomic():
            Certificate.objects.filter(proposals=proposal.pk).update(**{COLUMNS[proposal.kind]: None})
    except IntegrityError as error:
        if "certificates_do_not_overlap" not in str(error):
            raise
        raise refusals.AlreadyHeld from None
