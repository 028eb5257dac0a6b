"""The list of rounds that a colleague may see."""

from django.db.models import Count, QuerySet, Sum
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.retreats import scope, wording
from courses.retreats.models import Round
from courses.retreats.staff import frame
from trainers.staff.listing import Listing
from wellbeing.privacy.guards import staff


class StateColumn(Column):
    cell_template_name = "runs/staff/_state_cell.html"


class NamedColumn(Column):
    """A cell that says on a phone, where the list has no head, what it is about."""

    cell_template_name = "runs/staff/_named_cell.html"


class RoundsView(Listing):
    model = Round
    page_title = gettext_lazy("Rounds of retreats")
    header_icon = "home"
    search_fields = ["title"]
    default_ordering = "-closes_at"
    table_classname = "listing stacked"

    def get_base_queryset(self) -> QuerySet[Round]:
        rows = scope.rounds(self.request.user).defer("record")
        return rows.annotate(retreat_count=Count("retreats"), place_count=Sum("retreats__places"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Name of the round"), get_url=_address, sort_key="title"),
            StateColumn("state", label=pgettext("round", "State"), accessor=_state),
            NamedColumn("closes_at", label=_("Applications close"), accessor=_closes, sort_key="closes_at"),
            NamedColumn("retreat_count", label=_("Retreats")),
            NamedColumn("place_count", label=_("Places")),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm(scope.ORGANISE):
            return []
        return [HeaderButton(_("New round"), url=reverse("retreats_staff:round_new"), icon_name="plus")]


def addresses() -> list[URLPattern]:
    """The list, and the part of it that searching brings anew."""
    names = {
        "index_url_name": "retreats_staff:rounds",
        "index_results_url_name": "retreats_staff:rounds_results",
    }
    guarded = staff(*scope.SEES_ROUNDS)
    results = guarded(RoundsView.as_view(**names, results_only=True))
    return [
        path("rounds/", guarded(RoundsView.as_view(**names)), name="rounds"),
        path("rounds/results/", results, name="rounds_results"),
    ]


def _address(round_: Round) -> str:
    return reverse("retreats_staff:round", args=[round_.pk])


def _state(round_: Round) -> str:
    return wording.state(round_, frame.now())


def _closes(round_: Round) -> str:
    return wording.hour(round_.closes_at, round_.zone)
