"""The list of retreats that a colleague may see."""

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.retreats import scope
from courses.retreats.models import Retreat
from trainers.staff.listing import Listing
from wellbeing.privacy.guards import staff


class NamedColumn(Column):
    """A cell that says on a phone, where the list has no head, what it is about."""

    cell_template_name = "retreats/staff/_named_cell.html"


class RetreatFilterSet(WagtailFilterSet):
    class Meta:
        model = Retreat
        fields = ["decided", "region", "house"]


class RetreatsView(Listing):
    model = Retreat
    page_title = gettext_lazy("Retreats")
    header_icon = "home"
    filterset_class = RetreatFilterSet
    search_fields = ["title"]
    default_ordering = "-begins_on"
    table_classname = "listing stacked"

    def get_base_queryset(self) -> QuerySet[Retreat]:
        return scope.retreats(self.request.user).select_related("house", "region", "round")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Name of the retreat"), get_url=_address, sort_key="title"),
            NamedColumn("days", label=_("Days"), accessor=_days, sort_key="begins_on"),
            StatusTagColumn("decided", label=_("State"), accessor="get_decided_display"),
            NamedColumn("house", label=_("House"), accessor="house"),
            NamedColumn("region", label=_("Region"), accessor="region"),
            NamedColumn("round", label=_("Round"), accessor="round"),
            NamedColumn("places", label=_("Places"), accessor=lambda each: f"{each.taken} / {each.places}"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm(scope.ORGANISE):
            return []
        new = reverse("retreats_staff:new_retreat")
        return [HeaderButton(_("New retreat"), url=new, icon_name="plus")]


def addresses() -> list[URLPattern]:
    """The list, and the part of it that searching and filtering bring anew."""
    names = {
        "index_url_name": "retreats_staff:retreats",
        "index_results_url_name": "retreats_staff:retreats_results",
    }
    guarded = staff(*scope.SEES_RETREATS)
    return [
        path("", guarded(RetreatsView.as_view(**names)), name="retreats"),
        path("results/", guarded(RetreatsView.as_view(**names, results_only=True)), name="retreats_results"),
    ]


def _address(retreat: Retreat) -> str:
    return reverse("retreats_staff:retreat", args=[retreat.pk])


def _days(retreat: Retreat) -> str:
    return f"{retreat.begins_on:%d.%m.%Y} – {retreat.ends_on:%d.%m.%Y}"
