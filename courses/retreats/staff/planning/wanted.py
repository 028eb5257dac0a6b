"""The places that regions want in a year: typed by region, proposed from who applied and who waits."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import scope
from courses.retreats.actions.planning import years as actions
from courses.retreats.models import Year
from courses.retreats.models.planning import MOST_WANTED
from courses.retreats.planning import wanting
from courses.retreats.planning.wanting import Proposed
from courses.retreats.staff import frame
from courses.retreats.staff.planning import rows, trails
from wellbeing.privacy import server_keys
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.regions.models import Region

PREFIX = "wanted"
MOST_ROWS = 200
MORE, PROPOSE = "more", "propose"


class WantedRow(rows.Row):
    FIRST = "region"
    NEEDED = ("places",)

    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"), queryset=Region.objects.none(), required=False
    )
    places = forms.IntegerField(
        label=gettext_lazy("Places wanted"), min_value=1, max_value=MOST_WANTED, required=False
    )


class _Once(rows.row_set(WantedRow, most=MOST_ROWS)):  # type: ignore[misc]  # Django makes the class
    """Each region once; the regions are read once for all rows."""

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        if not hasattr(self, "regions"):
            self.regions = Region.objects.all()
            self.choices = [("", "—"), *((each.pk, str(each)) for each in self.regions)]
        form.fields["region"].queryset = self.regions
        form.fields["region"].widget.choices = self.choices

    def clean(self) -> None:
        there = [row.cleaned_data["region"] for row in rows.filled(self)] if not any(self.errors) else []
        if len(there) != len(set(there)):
            raise forms.ValidationError(_("A region stands in two rows. Write all it wants in one."))


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, year_id: UUID) -> HttpResponse:
    """Saved, or the same page with everything typed on it; with proposals, where they are asked for."""
    year = get_object_or_404(Year, pk=year_id)
    proposed = _proposed(request) if PROPOSE in request.GET else {}
    sheet = _Once(_typed(request), prefix=PREFIX, initial=_initial(year, proposed))
    if MORE in request.POST:
        rows.hush(sheet)
    elif request.method == "POST" and sheet.is_valid():
        places = {row.cleaned_data["region"].pk: row.cleaned_data["places"] for row in rows.filled(sheet)}
        actions.want(year=year.pk, places=places, by=frame.colleague(request))
        messages.success(request, _("Saved."))
        return redirect("retreats_staff:year", year.pk)
    names = {each.pk: str(each) for each in Region.objects.filter(pk__in=proposed)}
    context = {
        "year": year,
        "rows": sheet,
        "proposed": [(names[code], each) for code, each in proposed.items() if code in names],
        "is_proposed": PROPOSE in request.GET and request.method == "GET",
    }
    return frame.page(request, "wanted", _("Places wanted by region"), context, trail=trails.year(year))


def _typed(request: HttpRequest) -> object:
    if request.method != "POST":
        return None
    return rows.another(request.POST, PREFIX, most=MOST_ROWS) if MORE in request.POST else request.POST


def _proposed(request: HttpRequest) -> dict[str, Proposed]:
    try:
        return wanting.proposed()
    except (server_keys.NoKey, DoesNotOpen):
        messages.error(
            request, _("The server has no key at the moment that opens applications. Try again later.")
        )
        return {}


def _initial(year: Year, proposed: dict[str, Proposed]) -> list[dict[str, Any]]:
    """What is written down, and for other regions what is proposed."""
    there: dict[str, tuple[UUID | None, int]] = {
        each.region_id: (each.pk, each.places) for each in year.wanted.all()
    }
    for code, each in proposed.items():
        there.setdefault(code, (None, each.places))
    return [{"row": row, "region": code, "places": places} for code, (row, places) in sorted(there.items())]
