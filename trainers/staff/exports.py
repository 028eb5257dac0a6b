"""Every list of trainers as a file: what the colleague may see of it, and nothing that is sealed.

The list of trainers has the headings that an import reads, so that it comes back in unchanged.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.log_actions import log

from trainers import coverage, exporting, reading, scope, wording
from trainers.importing.columns import Column
from trainers.models import Candidacy, Decision, Evidence, Extension, Supervision, Trainer
from trainers.models.choices import Formats, Languages, Specialities
from trainers.staff import frame
from trainers.staff.import_words import COLUMNS
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff

WORKS = (scope.IN_REGION, scope.EVERYWHERE)
IMPORTED = (
    Column.NAME,
    Column.HOME,
    Column.SERVES,
    Column.LANGUAGES,
    Column.FORMATS,
    Column.SPECIALITIES,
    Column.SINCE,
    Column.UNTIL,
    Column.PATHWAY,
    Column.BEGAN,
)
BATCH = 1000

Rows = Iterator[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class List:
    """A list that can be had as a file: the permissions of which one is enough, its headings and rows."""

    permissions: tuple[str, ...]
    columns: Callable[[], Sequence[Any]]
    rows: Callable[[User], Rows]


@staff(*WORKS, scope.ASSESS, scope.DECIDE, "trainers.view_coverage")
@require_GET
def export(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """A list as XLSX or CSV. That it was taken away stays in the history of the colleague."""
    if name not in LISTS or kind not in exporting.KINDS:
        raise Http404
    found, by = LISTS[name], frame.colleague(request)
    if not any(by.has_perm(each) for each in found.permissions):
        raise PermissionDenied
    log(instance=by, action="trainers.export", user=by, data={"of": name})
    return exporting.response(name, [capfirst(str(each)) for each in found.columns()], found.rows(by), kind)


def _trainers(by: User) -> Rows:
    walked = Candidacy.objects.select_related("version__pathway").order_by("began_month", "pk")
    rows = scope.trainers(by).select_related("home_region")
    rows = rows.prefetch_related("regions", Prefetch("candidacies", walked, to_attr="walked"))
    for each in rows.iterator(BATCH):
        yield (
            each.name,
            each.home_region,
            _list(each.regions.all()),
            _labels(Languages, each.languages),
            _labels(Formats, each.formats),
            _labels(Specialities, each.specialities),
            each.active_from_month,
            each.active_until_month,
            _list(walk.version.pathway for walk in each.walked),
            _list(f"{walk.began_month:%Y-%m}" for walk in each.walked),
        )


def _evidence(by: User) -> Rows:
    decisions = Decision.objects.order_by("decided_month", "pk")
    rows = scope.evidence(by).select_related("candidacy__trainer", "candidacy__version__pathway", "region")
    rows = rows.prefetch_related(Prefetch("decisions", decisions, to_attr="decided"))
    for each in rows.iterator(BATCH):
        last = each.decided[-1] if each.decided else None
        yield (
            each.candidacy.trainer,
            each.candidacy.version.pathway,
            each.get_kind_display(),
            each.subject,
            each.month,
            each.region,
            each.get_status_display(),
            each.submitted_month,
            each.note,
            last and last.decided_by_name,
            last and last.decided_month,
            last and last.reason,
        )


def _certificates(by: User) -> Rows:
    today = frame.today()
    rows = scope.certificates(by).select_related("candidacy__trainer", "version__pathway", "region")
    for each in rows.iterator(BATCH):
        yield (
            each.shown_number,
            each.candidacy.trainer,
            each.version.pathway,
            each.region,
            wording.state(reading.state(each, today)),
            each.issued_month,
            each.valid_through,
            each.extended_months or "",
        )


def _supervision(by: User) -> Rows:
    rows = Supervision.objects.filter(trainer__in=scope.trainers(by)).select_related("trainer__home_region")
    for each in rows.iterator(BATCH):
        yield (
            each.trainer,
            each.trainer.home_region,
            each.month,
            each.minutes,
            each.get_form_display(),
            each.logged_by_name,
            each.logged_month,
        )


def _proposals(by: User) -> Rows:
    rows = scope.proposals(by).select_related(
        "candidacy__trainer", "candidacy__version__pathway", "region", "certificate"
    )
    for each in rows.iterator(BATCH):
        yield (
            each.get_kind_display(),
            each.candidacy.trainer,
            each.candidacy.version.pathway,
            each.region,
            each.certificate,
            each.get_reason_display() if each.reason else "",
            each.note,
            each.proposed_by_name,
            each.proposed_month,
            each.get_outcome_display(),
            each.decided_by_name,
            each.decided_month,
            each.why,
        )


def _extensions(by: User) -> Rows:
    """Those of the colleague's regions, and those of all regions, which reach them too."""
    rows = Extension.objects.select_related("region")
    if not by.has_perm(scope.EVERYWHERE):
        rows = rows.filter(region__in=scope.regions(by)) | rows.filter(region__isnull=True)
    for each in rows.iterator(BATCH):
        yield (
            each.region or _("all regions"),
            each.months,
            each.get_reason_display(),
            each.note,
            each.made_by_name,
            each.made_month,
            each.reversed_by_name,
            each.reversed_month,
        )


def _coverage(_by: User) -> Rows:
    yield from coverage.rows(frame.today())


def _labels(choices: Any, codes: Sequence[str]) -> str:
    return _list(choices(code).label for code in sorted(codes))


def _list(parts: Any) -> str:
    return "; ".join(str(each) for each in parts)


LISTS = {
    "trainers": List(WORKS, lambda: [COLUMNS[each] for each in IMPORTED], _trainers),
    "evidence": List(
        (*WORKS, scope.ASSESS),
        lambda: [
            Trainer._meta.verbose_name,
            _("pathway"),
            *_names(Evidence, "kind", "subject", "month", "region", "status", "submitted_month", "note"),
            _("decided by"),
            _("decided"),
            _("reason"),
        ],
        _evidence,
    ),
    "certificates": List(
        WORKS,
        lambda: [
            _("number"),
            Trainer._meta.verbose_name,
            _("pathway"),
            _("region"),
            _("state"),
            _("issued"),
            _("valid through"),
            _("extended by, months"),
        ],
        _certificates,
    ),
    "supervision": List(
        WORKS,
        lambda: [
            Trainer._meta.verbose_name,
            _("home region"),
            *_names(Supervision, "month", "minutes", "form", "logged_by_name", "logged_month"),
        ],
        _supervision,
    ),
    "proposals": List(
        (scope.DECIDE,),
        lambda: [
            _("what"),
            Trainer._meta.verbose_name,
            _("pathway"),
            _("region"),
            _("certificate"),
            _("reason"),
            _("note"),
            _("proposed by"),
            _("proposed"),
            _("outcome"),
            _("decided by"),
            _("decided"),
            _("why"),
        ],
        _proposals,
    ),
    "extensions": List(
        WORKS,
        lambda: _names(
            Extension,
            "region",
            "months",
            "reason",
            "note",
            "made_by_name",
            "made_month",
            "reversed_by_name",
            "reversed_month",
        ),
        _extensions,
    ),
    "coverage": List(("trainers.view_coverage",), coverage.columns, _coverage),
}


def _names(model: Any, *fields: str) -> list[Any]:
    """What the columns of a model are called."""
    return [model._meta.get_field(field).verbose_name for field in fields]
