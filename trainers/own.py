"""One's own path in words: for each pathway and region what is shown, what is missing, what waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from trainers import reading, wording
from trainers.models import Candidacy, Certificate, Decision, Evidence, Proposal, Requirement, Trainer
from trainers.proof.words import month_within
from trainers.reading import Stand
from trainers.rules import pathway, standing
from trainers.rules.pathway import Pathway, ShownBy, Stage
from trainers.rules.standing import Missing, Place, Standing, State
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

# Of these states a trainer asks what the next certificate takes, not what renewal does.
FROM_THE_BEGINNING = frozenset({State.IN_TRAINING, State.REVOKED})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked: in its editors' words, how much of it is there and from which months, what is missing
    in whose hands, what may stand instead, and what was handed in and waits."""

    key: str
    text: str
    amount: str
    months: tuple[str, ...]
    missing: str
    instead: tuple["Item", ...]
    waiting: tuple[Evidence, ...]
    is_met: bool
    is_handed_in: bool

    @property
    def stands_instead(self) -> "Item | None":
        """What is met in its place."""
        return next((each for each in self.instead if each.is_met or each.stands_instead), None)


@dataclass(frozen=True, slots=True)
class InRegion:
    """Where one stands for one region, with a certificate or on the way to one."""

    region: Region
    certificate: Certificate | None
    now: Standing
    said: str
    stage: Stage
    items: tuple[Item, ...]
    coming: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return all(each.is_met for each in self.items)


@dataclass(frozen=True, slots=True)
class Path:
    """A pathway one is on, each region of it, all that was handed in, and awards that two people decide."""

    candidacy: Candidacy
    regions: tuple[InRegion, ...]
    evidence: tuple[Evidence, ...]
    awards: tuple[Proposal, ...]

    @property
    def asked_again(self) -> list[Evidence]:
        return [each for each in self.evidence if each.status == Evidence.Status.AGAIN]


def trainer_of(user: User) -> Trainer | None:
    """The trainer whose account this is."""
    return Trainer.objects.filter(user=user).select_related("home_region").first()


def candidacies(user: User) -> QuerySet[Candidacy]:
    return Candidacy.objects.filter(trainer__user=user).select_related("trainer", "version__pathway")


def evidence(user: User) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(candidacy__trainer__user=user)
    return rows.select_related("region", "candidacy__trainer", "candidacy__version__pathway")


def certificates(user: User) -> list[tuple[Certificate, list[Proposal]]]:
    """Each with every decision about it that was confirmed, and the appeals against them."""
    decided = Proposal.objects.filter(outcome=Proposal.Outcome.CONFIRMED).exclude(kind=Proposal.Kind.AWARD)
    rows = Certificate.objects.filter(candidacy__trainer__user=user)
    rows = rows.select_related("region", "version__pathway").order_by("-issued_month", "pk")
    rows = rows.prefetch_related(
        Prefetch("proposals", decided.select_related("appeal").order_by("decided_month", "pk"))
    )
    return [(each, list(each.proposals.all())) for each in rows]


def decisions(user: User) -> QuerySet[Proposal]:
    """What two people decided about one's certificates."""
    return Proposal.objects.filter(candidacy__trainer__user=user).select_related("certificate", "region")


def paths(user: User, day: date) -> list[Path]:
    """Every pathway one is on. The same number of queries however much was shown."""
    stands: dict[Candidacy, list[Stand]] = {}
    for each in reading.stands(candidacies(user), day):
        stands.setdefault(each.candidacy, []).append(each)
    handed_in = list(evidence(user).prefetch_related("decisions").order_by("-month", "pk"))
    awards = list(
        decisions(user).filter(kind=Proposal.Kind.AWARD, certificate=None).order_by("-proposed_month", "pk")
    )
    return [
        Path(
            candidacy=candidacy,
            regions=tuple(_in_region(each, handed_in, day) for each in own),
            evidence=tuple(each for each in handed_in if each.candidacy_id == candidacy.pk),
            awards=tuple(each for each in awards if each.candidacy_id == candidacy.pk),
        )
        for candidacy, own in stands.items()
    ]


def reasons(row: Evidence) -> list[str]:
    """Why it was decided as it stands, from the latest month in which that was decided."""
    outcome = Decision.Outcome(row.status) if row.status in Decision.Outcome else None
    decided = [each for each in row.decisions.all() if each.outcome == outcome]
    latest = max((each.decided_month for each in decided), default=None)
    return [each.reason for each in decided if each.decided_month == latest and each.reason]


def asked(candidacy: Candidacy) -> list[Requirement]:
    """What one can hand in evidence for: everything but supervision, which its supervisor logs."""
    rows = candidacy.version.requirements.exclude(shown_by=ShownBy.LOG)
    return list(rows.exclude(kind=pathway.Kind.SUPERVISION))


def _in_region(each: Stand, handed_in: Sequence[Evidence], day: date) -> InRegion:
    certificate, candidacy = each.certificate, each.candidacy
    stage = Stage.AWARD if each.state in FROM_THE_BEGINNING else reading.stage_of(each.standing)
    place = Place(each.region_id, day, reading.since(candidacy, certificate, stage))
    rules = candidacy.version.rules()
    missing = standing.missing(rules, stage, each.shown, place)
    look = _Look(each, rules, place, {one.requirement.key: one for one in missing}, handed_in)
    return InRegion(
        region=certificate.region if certificate else candidacy.trainer.home_region,
        certificate=certificate,
        now=each.standing,
        said=wording.standing(each.standing),
        stage=stage,
        items=tuple(look.item(one) for one in rules.asked(stage)),
        coming=tuple(wording.coming(one) for one in each.coming),
    )


class _Look:
    """One region's requirements beside what was shown and what waits."""

    def __init__(
        self,
        stand: Stand,
        rules: Pathway,
        place: Place,
        missing: dict[str, Missing],
        handed_in: Iterable[Evidence],
    ) -> None:
        self.stand, self.place, self.missing = stand, place, missing
        self.alternatives = rules.alternatives()
        self.texts = {row.key: str(row) for row in stand.candidacy.version.requirements.all()}
        waits = {Evidence.Status.SUBMITTED, Evidence.Status.AGAIN}
        own = [row for row in handed_in if row.candidacy_id == stand.candidacy.pk]
        self.waiting = [row for row in own if row.status in waits]

    def item(self, asked: pathway.Requirement) -> Item:
        counting = standing.counting(asked, self.stand.shown, self.place)
        has = sum(each.amount for each in counting)
        instead = tuple(self.item(each) for each in self.alternatives.get(asked.key, ()))
        lacking = self.missing.get(asked.key)
        return Item(
            key=asked.key,
            text=self.texts[asked.key],
            amount=wording.amount(asked, has),
            months=tuple(dict.fromkeys(month_within(each.month) for each in counting)),
            missing=wording.missing(lacking) if lacking else "",
            instead=instead,
            waiting=tuple(row for row in self.waiting if self._is_for(row, asked)),
            is_met=has >= asked.amount or any(each.is_met for each in instead),
            is_handed_in=asked.shown_by is not ShownBy.LOG,
        )

    @staticmethod
    def _is_for(row: Evidence, asked: pathway.Requirement) -> bool:
        return row.kind == asked.kind and asked.subject in ("", row.subject)
