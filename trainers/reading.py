"""From rows to the rules and back: where trainers stand, many at once, by a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch

from trainers.models import Candidacy, Certificate, Evidence, Supervision
from trainers.rules import standing
from trainers.rules.pathway import Kind, Pathway, Shown, Stage
from trainers.rules.standing import Coming, Missing, Place, Standing, State, WayBack
from wellbeing.accounts.models import User


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a trainer stands on a pathway for one region, with a certificate or on the way to one.

    `missing` is what the next step asks that was not shown yet: the award, the renewal or the way back.
    """

    candidacy: Candidacy
    region_id: str
    certificate: Certificate | None
    standing: Standing
    missing: tuple[Missing, ...]
    coming: tuple[Coming, ...]
    shown: tuple[Shown, ...]

    @property
    def state(self) -> State:
        return self.standing.state


@dataclass(frozen=True, slots=True)
class _Begun:
    """A trainer on a pathway, the rules of their version, and all that was shown so far."""

    candidacy: Candidacy
    rules: Pathway
    shown: tuple[Shown, ...]


KINDS = {each.value: each for each in Kind}
STAGES = {
    WayBack.AWARD: Stage.AWARD,
    WayBack.RENEWAL: Stage.RENEWAL,
    WayBack.REACTIVATION: Stage.REACTIVATION,
}


def stands(candidacies: Iterable[Candidacy], day: date) -> list[Stand]:
    """One for each certificate, and one for the home region where there is none. Five queries."""
    found = []
    rows = Candidacy.objects.filter(pk__in=[each.pk for each in candidacies]).select_related(
        "trainer__home_region", "version__pathway"
    )
    rows = rows.prefetch_related(
        "version__requirements",
        "trainer__supervision",
        Prefetch("certificates", Certificate.objects.select_related("region", "version__pathway")),
    ).order_by("trainer__name", "pk")
    accepted = _accepted(rows)
    rules: dict[int, Pathway] = {}
    for candidacy in rows:
        version = candidacy.version
        if version.pk not in rules:
            rules[version.pk] = version.rules()
        shown = (*accepted[candidacy.pk], *shown_by((), candidacy.trainer.supervision.all()))
        begun = _Begun(candidacy, rules[version.pk], shown)
        certificates = list(candidacy.certificates.all())
        if not certificates:
            found.append(_stand(begun, candidacy.trainer.home_region_id, None, day))
        found += [_stand(begun, each.region_id, each, day) for each in certificates]
    return found


def stand(candidacy: Candidacy, region_id: str, day: date) -> Stand:
    """Where a trainer stands for one region, by their latest certificate there; by a revoked one only if
    there is no other."""
    begun = _Begun(candidacy, candidacy.version.rules(), _shown(candidacy))
    latest_first = (F("revoked_month").desc(nulls_first=True), "-issued_month", "-pk")
    certificate = candidacy.certificates.filter(region=region_id).order_by(*latest_first).first()
    return _stand(begun, region_id, certificate, day)


def missing_for_award(candidacy: Candidacy, region_id: str, day: date) -> tuple[Missing, ...]:
    """What the first certificate for a region asks that was not shown yet, whatever is held elsewhere."""
    held = candidacy.certificates.filter(region=region_id)
    begins = max((since(candidacy, each, Stage.AWARD) for each in held), default=candidacy.began_month)
    place = Place(region_id, day, begins)
    return standing.missing(candidacy.version.rules(), Stage.AWARD, _shown(candidacy), place)


def missing_by(rules: Pathway, now: Stand, day: date) -> tuple[Missing, ...]:
    """What a stand's next step would ask under other rules."""
    stage = stage_of(now.standing)
    place = Place(now.region_id, day, since(now.candidacy, now.certificate, stage))
    return standing.missing(rules, stage, now.shown, place)


def shown_by(evidence: Iterable[Evidence], supervision: Iterable[Supervision]) -> tuple[Shown, ...]:
    return (*(each.shown() for each in evidence), *(each.shown() for each in supervision))


def is_active(user: User, day: date) -> bool:
    """Whether this colleague is a trainer with a certificate by which they may lead a run today."""
    return bool(active_regions(user, day))


def active_regions(user: User, day: date) -> set[str]:
    """The regions for which this colleague holds such a certificate."""
    held = Certificate.objects.filter(candidacy__trainer__user=user).select_related("version")
    return {each.region_id for each in held if state(each, day) in standing.ACTIVE}


def state(certificate: Certificate, day: date) -> State:
    """The state of a certificate by its row and its version's numbers alone."""
    return standing.stand(_lasting(Pathway(requirements=()), certificate), certificate.held(), day).state


def renewing(certificate: Certificate) -> Pathway:
    """The rules by which a certificate is made longer: its own days of grace, and the months of the version
    that its trainer is on by now."""
    rules = certificate.candidacy.version.rules()
    return replace(_lasting(rules, certificate), months_valid=rules.months_valid)


def stage_of(now: Standing) -> Stage:
    """What the next certificate or renewal asks: of a certified person already, the renewal."""
    return STAGES.get(now.way, Stage.RENEWAL) if now.way else Stage.RENEWAL


def since(candidacy: Candidacy, certificate: Certificate | None, stage: Stage) -> date:
    """The first month that counts for a stage.

    For a first certificate that of the pathway, for renewal and the short way back that of the certificate's
    present period. The whole path anew, after a lapse or a revocation, asks for what was done since then.
    """
    if certificate is None:
        return candidacy.began_month
    if stage is Stage.AWARD:
        return certificate.revoked_month or certificate.valid_through
    return certificate.period_month


def _accepted(candidacies: Iterable[Candidacy]) -> dict[UUID, list[Shown]]:
    """All accepted evidence by candidacy. Without rows of the model: there are hundreds of thousands."""
    found: dict[UUID, list[Shown]] = {each.pk: [] for each in candidacies}
    accepted = Evidence.objects.filter(status=Evidence.Status.ACCEPTED, candidacy__in=list(found))
    columns = accepted.order_by().values_list("candidacy_id", "kind", "month", "region_id", "subject")
    for candidacy, kind, month, region, subject in columns.iterator(chunk_size=10_000):
        found[candidacy].append(Shown(KINDS[kind], month, region, subject=subject))
    return found


def _shown(candidacy: Candidacy) -> tuple[Shown, ...]:
    accepted = candidacy.evidence.filter(status=Evidence.Status.ACCEPTED)
    return shown_by(accepted, candidacy.trainer.supervision.all())


def _stand(begun: _Begun, region_id: str, certificate: Certificate | None, day: date) -> Stand:
    candidacy, shown = begun.candidacy, begun.shown
    rules = _lasting(begun.rules, certificate) if certificate else begun.rules
    held = certificate.held() if certificate else None
    now = standing.stand(rules, held, day)
    stage = stage_of(now)
    place = Place(region_id, day, since(candidacy, certificate, stage))
    return Stand(
        candidacy=candidacy,
        region_id=region_id,
        certificate=certificate,
        standing=now,
        missing=standing.missing(rules, stage, shown, place),
        coming=standing.coming(rules, held, shown, place),
        shown=shown,
    )


def _lasting(rules: Pathway, certificate: Certificate) -> Pathway:
    """What these rules ask, with the days that a certificate was given by: they hold until it is renewed."""
    version = certificate.version
    return replace(
        rules,
        months_valid=version.months_valid,
        renewal_days=version.renewal_days,
        grace_days=version.grace_days,
        reactivation_months=version.reactivation_months,
    )
