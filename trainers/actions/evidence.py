"""Evidence comes in, and somebody else says what it shows."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from trainers import refusals, scope, traces
from trainers.models import Candidacy, Decision, Evidence, Supervision, Trainer
from trainers.rules import months
from trainers.rules.pathway import HIGHEST_MARK, RUBRIC, Kind
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

# What the trainer's history calls a decision.
DECIDED: dict[str, str] = {
    Decision.Outcome.ACCEPTED: "trainers.accept",
    Decision.Outcome.AGAIN: "trainers.ask_again",
    Decision.Outcome.REJECTED: "trainers.reject",
}


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody says was shown. `month` is any day of it; `marks` only for an observed session."""

    kind: str
    month: date
    region: Region
    subject: str = ""
    note: str = ""
    marks: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def submit(*, candidacy: Candidacy, what: Submission, today: date, once: UUID | None = None) -> Evidence:
    """Hand in evidence on a pathway, by the trainer or by whoever works with them.

    `once` is drawn for the page on which somebody presses: a second press of the same page hands in nothing
    more, and returns what the first one did.
    """
    _check(candidacy, what, today)
    row, _is_new = Evidence.objects.get_or_create(
        pk=uuid5(candidacy.pk, once.hex) if once else uuid4(),
        candidacy=candidacy,
        defaults={
            "owner_id": candidacy.trainer.user_id,
            "submitted_month": months.of(today),
            **_columns(what),
        },
    )
    return row


@transaction.atomic
def submit_again(*, evidence: Evidence, what: Submission, today: date) -> Evidence:
    """Hand in anew what was asked again. What was decided of it before stays beside it."""
    _check(evidence.candidacy, what, today)
    changed = Evidence.objects.filter(pk=evidence.pk, status=Evidence.Status.AGAIN).update(
        status=Evidence.Status.SUBMITTED,
        submitted_month=months.of(today),
        owner=evidence.candidacy.trainer.user_id,
        **_columns(what),
    )
    if not changed:
        raise refusals.AlreadyDecided
    evidence.refresh_from_db()
    return evidence


@transaction.atomic
def decide(
    *,
    evidence: Evidence,
    outcome: str,
    by: User,
    today: date,
    reason: str = "",
    marks: dict[str, int] | None = None,
) -> Decision:
    """Accept, ask again or reject what waits. An observed session gets its marks from whoever assesses it."""
    if by.pk in {evidence.owner_id, evidence.candidacy.trainer.user_id}:
        raise refusals.Yourself
    if not scope.may_assess(by, evidence, scope.requirement_of(evidence)):
        raise refusals.MayNotAssess
    if outcome != Decision.Outcome.ACCEPTED and not reason.strip():
        raise refusals.ReasonMissing
    given = marks if marks is not None else evidence.marks
    if outcome == Decision.Outcome.ACCEPTED and evidence.kind == Kind.OBSERVED and not is_whole(given):
        raise refusals.MarksMissing
    waiting = Evidence.objects.filter(pk=evidence.pk, status=Evidence.Status.SUBMITTED)
    if not waiting.update(status=outcome, marks=given or None):
        raise refusals.AlreadyDecided
    evidence.status, evidence.marks = outcome, given or None
    trainer = evidence.candidacy.trainer
    traces.note(trainer, DECIDED[outcome], by=by, of=evidence.kind, month=evidence.month)
    return Decision.objects.create(
        evidence=evidence,
        outcome=outcome,
        reason=reason.strip(),
        owner_id=trainer.user_id or evidence.owner_id,
        decided_by=by,
        decided_by_name=str(by),
        decided_month=months.of(today),
    )


@transaction.atomic
def log_supervision(
    *,
    trainer: Trainer,
    month: date,
    minutes: int,
    form: str,
    by: User,
    today: date,
    once: UUID | None = None,
) -> Supervision:
    """Write down that one supervised a trainer, and for how long. `once` is as for handing in."""
    if trainer.user_id == by.pk:
        raise refusals.Yourself
    if months.of(month) > months.of(today):
        raise refusals.OfTheFuture
    if not scope.supervised(by).filter(pk=trainer.pk).exists():
        raise refusals.NotYours
    row, is_new = Supervision.objects.get_or_create(
        pk=uuid5(trainer.pk, once.hex) if once else uuid4(),
        trainer=trainer,
        defaults={
            "month": months.of(month),
            "minutes": minutes,
            "form": form,
            "owner_id": trainer.user_id,
            "logged_by": by,
            "logged_by_name": str(by),
            "logged_month": months.of(today),
        },
    )
    if is_new:
        traces.note(trainer, "trainers.supervise", by=by, month=month)
    return row


def is_whole(marks: dict[str, int] | None) -> bool:
    """Whether there is a mark from 1 to 4 for each domain, and nothing else."""
    given = marks or {}
    return set(given) == set(RUBRIC) and all(mark in range(1, HIGHEST_MARK + 1) for mark in given.values())


def _check(candidacy: Candidacy, what: Submission, today: date) -> None:
    month = months.of(what.month)
    if month > months.of(today):
        raise refusals.OfTheFuture
    if month < candidacy.began_month:
        raise refusals.BeforeThePath
    if what.kind == Kind.SUPERVISION:
        raise refusals.NotShownThisWay
    asked = candidacy.version.requirements.filter(kind=what.kind)
    if not any(each.subject in ("", what.subject) for each in asked):
        raise refusals.NotAsked
    if what.marks and not is_whole(what.marks):
        raise refusals.MarksMissing


def _columns(what: Submission) -> dict[str, object]:
    return {
        "kind": what.kind,
        "subject": what.subject,
        "month": months.of(what.month),
        "region": what.region,
        "note": what.note.strip(),
        "marks": what.marks or None,
    }
