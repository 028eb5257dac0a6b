"""How well instruments measure: the versions of which something is known, and one of them."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin.ui.tables import BaseColumn, Column, NumberColumn, Table, TitleColumn

from wellbeing.assessments.models import InstrumentVersion
from wellbeing.picture import measuring
from wellbeing.picture.staff import frame, measures_page
from wellbeing.privacy.guards import staff

VIEW = "picture.view_measures"
Row = tuple[InstrumentVersion, list[date]]


@staff(VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every version of which a release says something."""
    rows = measuring.versions()
    table = Table(_columns(), rows, classname="listing stacked") if rows else None
    return frame.page(request, "measures", _title(), {"table": table}, icon="table")


@staff(VIEW)
@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One version: of the quarter that was chosen, or of the newest together."""
    version = InstrumentVersion.objects.select_related("instrument").filter(code=code).first()
    context = measures_page.of(version, request.GET.get("of", "")) if version else None
    if version is None or context is None:
        raise Http404
    trail = [(reverse("picture_staff:measures"), _title())]
    return frame.page(request, "measure", str(version), context, trail=trail, icon="table")


def _title() -> str:
    return _("How well instruments measure")


def _columns() -> list[BaseColumn]:
    return [
        TitleColumn("version", label=_("Version"), accessor=lambda row: str(row[0]), get_url=_address),
        Column("status", label=_("Status"), accessor=lambda row: row[0].get_status_display()),
        NumberColumn("quarters", label=_("Quarters"), accessor=lambda row: len(row[1])),
        Column("newest", label=_("The newest"), accessor=lambda row: frame.quarter_name(row[1][-1])),
    ]


def _address(row: Row) -> str:
    return reverse("picture_staff:measure", args=[row[0].code])
