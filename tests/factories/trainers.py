"""Trainers, pathways and certificates, made by the actions that people use."""

from collections.abc import Iterable
from datetime import date
from itertools import count

from tests.factories.accounts import create_colleague
from trainers.actions import certificates, evidence, pathways
from trainers.actions.evidence import Submission
from trainers.models import Candidacy, Certificate, Decision, Evidence, Pathway, PathwayVersion, Trainer
from trainers.rules import months
from trainers.rules.pathway import RUBRIC, Kind, Stage
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

TODAY = date(2026, 11, 27)
MARKS = dict.fromkeys(RUBRIC, 3)
_numbers = count(1)


def region(code: str = "RU-TOM") -> Region:
    return Region.objects.get(pk=code)


def create_coordinator(*, code: str = "RU-TOM", username: str = "") -> User:
    username = username or f"coordinator{next(_numbers)}"
    return create_colleague(username=username, role="coordinator", region=region(code))


def create_lead(*, username: str = "") -> User:
    return create_colleague(username=username or f"lead{next(_numbers)}", role="lead")


def create_assessor(*, username: str = "") -> User:
    return create_colleague(username=username or f"assessor{next(_numbers)}", role="assessor")


def create_pathway() -> PathwayVersion:
    """The pathway that comes with the platform, published."""
    pathways.load_shipped(by="rita", today=date(2024, 1, 1))
    return Pathway.objects.get(slug="recovery-group").versions.get(status="published")


def create_trainer(
    *,
    name: str = "",
    code: str = "RU-TOM",
    user: User | None = None,
    serves: Iterable[str] = (),
    formats: Iterable[str] = ("online",),
    languages: Iterable[str] = ("ru",),
) -> Trainer:
    trainer = Trainer.objects.create(
        name=name or f"Тренерка {next(_numbers)}",
        user=user,
        home_region=region(code),
        languages=list(languages),
        formats=list(formats),
        active_from_month=date(2024, 1, 1),
    )
    trainer.regions.set(Region.objects.filter(pk__in=list(serves)))
    return trainer


def create_candidacy(
    *, trainer: Trainer | None = None, version: PathwayVersion | None = None, began: date = date(2025, 1, 1)
) -> Candidacy:
    return Candidacy.objects.create(
        trainer=trainer or create_trainer(), version=version or create_pathway(), began_month=began
    )


def create_evidence(
    *,
    candidacy: Candidacy,
    kind: str = Kind.SAFETY,
    month: date = date(2026, 6, 1),
    subject: str = "",
    code: str = "RU-TOM",
    status: str = Evidence.Status.SUBMITTED,
    today: date = TODAY,
) -> Evidence:
    """Evidence handed in; with another `status` decided by a new assessor or coordinator."""
    what = Submission(kind=kind, month=month, region=region(code), subject=subject)
    row = evidence.submit(candidacy=candidacy, what=what, today=today)
    if status != Evidence.Status.SUBMITTED:
        by = create_assessor() if kind in {Kind.OBSERVED, Kind.REFLECTION} else create_coordinator(code=code)
        marks = MARKS if kind == Kind.OBSERVED and status == Evidence.Status.ACCEPTED else None
        reason = "" if status == Evidence.Status.ACCEPTED else "Не хватает месяца."
        evidence.decide(evidence=row, outcome=status, by=by, today=today, reason=reason, marks=marks)
    return row


def show_everything(
    candidacy: Candidacy, *, stage: Stage = Stage.AWARD, month: date = date(2026, 6, 1), code: str = "RU-TOM"
) -> None:
    """Accepted evidence and supervision for all that a stage asks, all in one month."""
    rules = candidacy.version.rules()
    for each in rules.asked(stage):
        if each.kind is Kind.SUPERVISION:
            create_supervision(candidacy.trainer, minutes=each.amount, month=month)
            continue
        for _ in range(each.amount):
            create_evidence(
                candidacy=candidacy,
                kind=each.kind,
                subject=each.subject,
                month=month,
                code=code,
                status=Decision.Outcome.ACCEPTED,
                today=max(TODAY, month),
            )


def create_supervision(trainer: Trainer, *, minutes: int = 90, month: date = date(2026, 6, 1)) -> None:
    by, today = create_coordinator(code=trainer.home_region_id), max(months.last_day(TODAY), month)
    evidence.log_supervision(trainer=trainer, month=month, minutes=minutes, form="group", by=by, today=today)


def create_certificate(
    *, candidacy: Candidacy | None = None, code: str = "RU-TOM", today: date = TODAY
) -> Certificate:
    """A certificate, proposed by one coordinator of the region and confirmed by another."""
    candidacy = candidacy or create_candidacy()
    if not candidacy.evidence.exists():
        show_everything(candidacy, code=code, month=months.later(months.of(today), -1))
    proposal = certificates.propose_award(
        candidacy=candidacy, region=region(code), by=create_coordinator(code=code), today=today
    )
    return certificates.confirm(proposal=proposal, by=create_coordinator(code=code), today=today)
