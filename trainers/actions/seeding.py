"""The trainers of the demo site, in every state: plainly fictional, made through the actions that people use.

Everything is counted back from today, so that the demo never grows old. Chance has a fixed seed.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from trainers.actions import certificates, evidence, pathways, people
from trainers.actions.evidence import Submission
from trainers.actions.people import Details
from trainers.models import Candidacy, Certificate, Decision, PathwayVersion, Proposal
from trainers.rules import months
from trainers.rules.pathway import RUBRIC, Assessor, Kind, Requirement, Stage
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

PATHWAY = "recovery-group"
RULES_AGE = 72  # months
ON_THE_WAY = 6
SEED = 2026


@dataclass(frozen=True, slots=True)
class Demo:
    """Who acts in the demo, on which rules, and today."""

    lead: User
    assessor: User
    version: PathwayVersion
    today: date
    chance: random.Random

    def ago(self, count: int) -> date:
        return months.later(months.of(self.today), -count)


Story = Callable[[Demo, Candidacy], None]


@dataclass(frozen=True, slots=True)
class Person:
    """One of them: where they are at home, how many months ago they began, and what has happened since."""

    name: str
    home: str
    began: int
    story: Story
    languages: tuple[str, ...] = ("ru",)
    formats: tuple[str, ...] = ("online",)
    specialities: tuple[str, ...] = ("burnout",)
    serves: tuple[str, ...] = ()
    username: str = ""


@transaction.atomic
def seed_trainers(*, today: date) -> list[Candidacy]:
    """The pathways that come with the platform and twelve people on one of them, in eight regions.

    The staff of the demo (`accounts.actions.seed_staff`) have to be there.
    """
    lead, assessor = (User.objects.get(username=name) for name in ("lead", "assessor"))
    pathways.load_shipped(by=str(lead), today=months.later(months.of(today), -RULES_AGE))
    version = PathwayVersion.objects.get(pathway__slug=PATHWAY, status=PathwayVersion.Status.PUBLISHED)
    demo = Demo(lead, assessor, version, today, random.Random(SEED))  # noqa: S311  nothing secret
    return [_tell(demo, person) for person in PEOPLE]


def _tell(demo: Demo, person: Person) -> Candidacy:
    details = Details(
        name=person.name,
        languages=person.languages,
        formats=person.formats,
        specialities=person.specialities,
        active_from=demo.ago(person.began),
        regions=list(Region.objects.filter(pk__in=person.serves)),
        user=User.objects.get(username=person.username) if person.username else None,
    )
    home = Region.objects.get(pk=person.home)
    trainer = people.create_trainer(home_region=home, what=details, by=demo.lead)
    candidacy = people.begin(
        trainer=trainer, version=demo.version, by=demo.lead, today=demo.ago(person.began)
    )
    person.story(demo, candidacy)
    return candidacy


def _certify(demo: Demo, candidacy: Candidacy, ago: int, code: str = "") -> Certificate:
    """Awarded so many months ago, by two people."""
    region = Region.objects.get(pk=code or candidacy.trainer.home_region_id)
    proposal = _propose(demo, candidacy, region, demo.ago(ago))
    return certificates.confirm(proposal=proposal, by=demo.assessor, today=demo.ago(ago))


def _propose(demo: Demo, candidacy: Candidacy, region: Region, today: date) -> Proposal:
    if not candidacy.evidence.exists():
        _show_all(demo, candidacy, Stage.AWARD, until=today)
    return certificates.propose_award(candidacy=candidacy, region=region, by=demo.lead, today=today)


def _show_all(demo: Demo, candidacy: Candidacy, stage: Stage, *, until: date) -> None:
    """All that a stage asks, in the last months before a day."""
    for each in candidacy.version.rules().asked(stage):
        if each.kind is Kind.SUPERVISION:
            _supervise(demo, candidacy, each.amount, months.later(months.of(until), -1))
            continue
        for _ in range(each.amount):
            month = months.later(months.of(until), -demo.chance.randrange(1, ON_THE_WAY))
            _show(demo, candidacy, each, month)


def _show(
    demo: Demo,
    candidacy: Candidacy,
    asked: Requirement,
    month: date,
    *,
    outcome: str = Decision.Outcome.ACCEPTED,
    reason: str = "",
) -> None:
    """Handed in and decided in one month; with an empty outcome it waits."""
    what = Submission(
        kind=asked.kind, month=month, region=candidacy.trainer.home_region, subject=asked.subject
    )
    row = evidence.submit(candidacy=candidacy, what=what, today=month)
    if outcome:
        by = demo.assessor if Assessor.ASSESSOR in asked.assessors else demo.lead
        marks = {domain: demo.chance.randrange(2, 5) for domain in RUBRIC}
        evidence.decide(
            evidence=row,
            outcome=outcome,
            by=by,
            today=month,
            reason=reason,
            marks=marks if asked.kind is Kind.OBSERVED else None,
        )


def _supervise(demo: Demo, candidacy: Candidacy, minutes: int, month: date) -> None:
    evidence.log_supervision(
        trainer=candidacy.trainer, month=month, minutes=minutes, form="group", by=demo.lead, today=month
    )


def _asked(candidacy: Candidacy, key: str) -> Requirement:
    return next(each for each in candidacy.version.rules().requirements if each.key == key)


def _decide(demo: Demo, certificate: Certificate, kind: str, reason: str, ago: int) -> None:
    """Proposed by one colleague and confirmed by another, so many months ago."""
    proposal = certificates.propose(
        certificate=certificate, kind=kind, reason=reason, by=demo.lead, today=demo.ago(ago)
    )
    certificates.confirm(proposal=proposal, by=demo.assessor, today=demo.ago(ago))


def _learns(demo: Demo, candidacy: Candidacy) -> None:
    """Some is accepted, one thing asked again, one waits, the rest is missing."""
    for key, ago in (("own-course", 4), ("co-facilitated", 2), ("ethics", 4)):
        _show(demo, candidacy, _asked(candidacy, key), demo.ago(ago))
    _supervise(demo, candidacy, 120, demo.ago(2))
    again, reason = (
        Decision.Outcome.AGAIN,
        "Не хватает разбора кризисного случая. Добавьте, где и с кем он был.",
    )
    _show(demo, candidacy, _asked(candidacy, "safety"), demo.ago(1), outcome=again, reason=reason)
    _show(demo, candidacy, _asked(candidacy, "reflection"), demo.ago(0), outcome="")


def _begins(demo: Demo, candidacy: Candidacy) -> None:
    _show(demo, candidacy, _asked(candidacy, "own-course"), demo.ago(1))


def _has_shown_everything(demo: Demo, candidacy: Candidacy) -> None:
    """A proposal waits for the second person."""
    _propose(demo, candidacy, candidacy.trainer.home_region, demo.today)


def _certified(ago: int) -> Story:
    def story(demo: Demo, candidacy: Candidacy) -> None:
        _certify(demo, candidacy, ago)

    return story


def _is_due(demo: Demo, candidacy: Candidacy) -> None:
    """The certificate ends next month, and half of what renewal asks was done."""
    _certify(demo, candidacy, 23)
    _show(demo, candidacy, _asked(candidacy, "renewal-runs"), demo.ago(7))
    _supervise(demo, candidacy, 300, demo.ago(3))


def _was_renewed(demo: Demo, candidacy: Candidacy) -> None:
    certificate = _certify(demo, candidacy, 26)
    _show_all(demo, candidacy, Stage.RENEWAL, until=demo.ago(2))
    certificates.renew(certificate=certificate, by=demo.lead, today=demo.ago(2))


def _is_suspended(demo: Demo, candidacy: Candidacy) -> None:
    certificate = _certify(demo, candidacy, 9)
    _decide(demo, certificate, Proposal.Kind.SUSPEND, Proposal.Reason.SAFETY, 1)


def _was_revoked(demo: Demo, candidacy: Candidacy) -> None:
    certificate = _certify(demo, candidacy, 14)
    _decide(demo, certificate, Proposal.Kind.REVOKE, Proposal.Reason.CONFIDENTIALITY, 3)


def _holds_two(demo: Demo, candidacy: Candidacy) -> None:
    _certify(demo, candidacy, 12)
    _certify(demo, candidacy, 3, "KZ")


PEOPLE = (
    Person("Тренер Тестов", "RU-TOM", 5, _learns, username="trainer"),
    Person("Тренерка Тихая", "RU-TOM", 29, _is_due, formats=("in_person", "online"), serves=("RU-KEM",)),
    Person("Тренерка Полынина", "RU-TOM", 8, _has_shown_everything, formats=("mixed",)),
    Person("Тренер Тополев", "RU-PER", 12, _certified(6), languages=("ru", "tt"), formats=("in_person",)),
    Person("Тренерка Рассветная", "RU-SVE", 32, _was_renewed, serves=("RU-CHE", "RU-TYU")),
    Person("Тренер Заречный", "RU-NVS", 32, _certified(26), specialities=("burnout", "conflict")),
    Person("Тренер Камышов", "RU-NVS", 20, _was_revoked),
    Person("Тренерка Луговая", "RU-KDA", 40, _certified(34), specialities=("burnout", "trauma")),
    Person("Тренер Осенний", "RU-SPE", 58, _certified(50), formats=("in_person",)),
    Person("Тренерка Вересковая", "RU-SPE", 15, _is_suspended, specialities=("trans", "trauma")),
    Person(
        "Тренерка Морошкина",
        "GE",
        18,
        _holds_two,
        languages=("ru", "en", "ka"),
        formats=("online", "in_person"),
        specialities=("burnout", "emigration"),
        serves=("KZ", "AM"),
    ),
    Person("Тренер Подорожников", "KZ", 2, _begins, languages=("ru", "kk")),
)
