"""A trainer's page: where they stand for each certificate, what was shown, decided and logged."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.log_actions import registry

from trainers import reading, scope, wording
from trainers.actions import people as actions
from trainers.models import Candidacy, Certificate, Evidence, PathwayVersion, Proposal, Trainer
from trainers.models.choices import Formats, Languages, Specialities
from trainers.reading import Stand
from trainers.refusals import Refused
from trainers.rules.standing import Missing, Standing
from trainers.staff import frame
from trainers.staff.people import WORKS, above, found, labels
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

LATEST = 30


@dataclass(frozen=True, slots=True)
class Lacking:
    """A requirement in its editors' words, how much of it is there, and what to do."""

    text: str
    amount: str
    said: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody stands for one region, in words."""

    region: Region
    certificate: Certificate | None
    now: Standing
    said: str
    missing: list[Lacking]
    coming: list[str]


@dataclass(frozen=True, slots=True)
class Path:
    """A pathway somebody is on; `newer` is the published version where they are on another."""

    candidacy: Candidacy
    newer: PathwayVersion | None
    where: list[Where]

    @property
    def anchor(self) -> str:
        return f"path-{self.candidacy.version.pathway.slug}"


@staff(*WORKS)
@require_GET
def show(request: HttpRequest, trainer_id: UUID) -> HttpResponse:
    """Everything but what is sealed."""
    trainer, by = found(request, trainer_id), frame.colleague(request)
    supervision = list(trainer.supervision.all())
    own = by == trainer.user
    context = {
        "trainer": trainer,
        "served": ", ".join(str(each) for each in trainer.regions.all()),
        "languages": labels(Languages, trainer.languages),
        "formats": labels(Formats, trainer.formats),
        "specialities": labels(Specialities, trainer.specialities),
        "paths": paths(trainer),
        "offered": offered(trainer),
        "evidence": _evidence(trainer),
        "supervision": supervision,
        "hours": wording.hours(sum(each.minutes for each in supervision)),
        "proposals": Proposal.objects.filter(candidacy__trainer=trainer).select_related("region"),
        "may_propose": by.has_perm(scope.DECIDE) and not own,
        "may_supervise": not own,
        "history": registry.get_logs_for_instance(trainer).select_related("user")[:LATEST],
        "acts": _acts(by, trainer),
    }
    return frame.page(request, "person", str(trainer), context, trail=[above()], icon="user")


@staff(*WORKS)
@require_POST
def begin(request: HttpRequest, trainer_id: UUID) -> HttpResponse:
    """Put a trainer on the published version of a pathway."""
    trainer = found(request, trainer_id)
    slug = request.POST.get("version", "")
    if "\0" in slug:  # which the database does not take
        raise Http404
    version = get_object_or_404(_published(), pathway__slug=slug)
    by, today = frame.colleague(request), frame.today()
    try:
        actions.begin(trainer=trainer, version=version, by=by, today=today)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(name)s is on the pathway now.") % {"name": trainer})
    return redirect("trainers:person", trainer.pk)


@staff(*WORKS)
@require_POST
def move(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """Let a trainer go on by the published version of their pathway."""
    by = frame.colleague(request)
    rows = Candidacy.objects.filter(trainer__in=scope.trainers(by)).select_related("trainer", "version")
    candidacy = get_object_or_404(rows, pk=candidacy_id)
    version = get_object_or_404(_published(), pathway=candidacy.version.pathway_id)
    try:
        actions.move(candidacy=candidacy, version=version, by=by)
    except Refused as error:
        messages.error(request, str(error))
    else:
        said = {"name": candidacy.trainer, "number": version.number}
        messages.success(request, _("%(name)s goes on by version %(number)s.") % said)
    return redirect("trainers:person", candidacy.trainer_id)


def paths(trainer: Trainer) -> list[Path]:
    """The pathways a trainer is on, each with where they stand for each region."""
    stands = reading.stands(Candidacy.objects.filter(trainer=trainer), frame.today())
    published = {each.pathway_id: each for each in _published()}
    made: dict[UUID, Path] = {}
    for each in stands:
        candidacy = each.candidacy
        newer = published.get(candidacy.version.pathway_id)
        path = made.setdefault(
            candidacy.pk, Path(candidacy, newer if newer != candidacy.version else None, [])
        )
        path.where.append(in_words(each))
    return list(made.values())


def in_words(each: Stand) -> Where:
    texts = {row.key: str(row) for row in each.candidacy.version.requirements.all()}
    return Where(
        region=each.certificate.region if each.certificate else each.candidacy.trainer.home_region,
        certificate=each.certificate,
        now=each.standing,
        said=wording.standing(each.standing),
        missing=[_lacking(one, texts) for one in each.missing],
        coming=[wording.coming(one) for one in each.coming],
    )


def offered(trainer: Trainer) -> QuerySet[PathwayVersion]:
    """The pathways that a trainer is not on."""
    return _published().exclude(pathway__versions__candidacies__trainer=trainer)


def _lacking(each: Missing, texts: dict[str, str]) -> Lacking:
    rule = each.requirement
    return Lacking(texts.get(rule.key, rule.key), wording.amount(rule, each.has), wording.missing(each))


def _published() -> QuerySet[PathwayVersion]:
    return PathwayVersion.objects.filter(status=PathwayVersion.Status.PUBLISHED).select_related("pathway")


def _evidence(trainer: Trainer) -> list[Evidence]:
    rows = Evidence.objects.filter(candidacy__trainer=trainer)
    return list(rows.select_related("region").prefetch_related("decisions"))


def _acts(by: User, trainer: Trainer) -> list[tuple[str, str, bool]]:
    """What only colleagues of the home region do: addresses, names, and whether it cannot be undone."""
    if not scope.works_in(by, trainer.home_region_id):
        return []
    parts = [
        ("edit", _("Edit"), False),
        ("private", _("Legal name and contact"), False),
        ("hand_over", _("Hand over to another region"), False),
        ("delete", _("Delete"), True),
    ]
    return [(reverse(f"trainers:{name}", args=[trainer.pk]), label, last) for name, label, last in parts]
