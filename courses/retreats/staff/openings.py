"""What was opened in each round, for the council: the day, who, which part and which ticket."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.models import ModelLogEntry

from courses.retreats import openings, scope
from courses.retreats.models import Round
from courses.retreats.models.choices import Part
from trainers.staff.listing import Listing
from wellbeing.privacy.guards import staff


class NamedColumn(Column):
    """A cell that says on a phone, where the list has no head, what it is about."""

    cell_template_name = "retreats/staff/_named_cell.html"


class OpeningFilterSet(WagtailFilterSet):
    round = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Round"), queryset=Round.objects.all(), method="by_round"
    )
    part = django_filters.ChoiceFilter(
        label=gettext_lazy("Part of the application"), choices=Part.choices, method="by_part"
    )

    class Meta:
        model = ModelLogEntry
        fields: list[str] = []

    def by_round(self, rows: QuerySet[ModelLogEntry], _name: str, value: Round) -> QuerySet[ModelLogEntry]:
        return rows.filter(openings.of_rounds(Round.objects.filter(pk=value.pk)))

    def by_part(self, rows: QuerySet[ModelLogEntry], _name: str, value: str) -> QuerySet[ModelLogEntry]:
        return rows.filter(data__part=value)


class OpeningsView(Listing):
    model = ModelLogEntry
    page_title = gettext_lazy("What was opened")
    header_icon = "history"
    filterset_class = OpeningFilterSet
    default_ordering = ("-timestamp", "-pk")
    table_classname = "listing stacked"
    is_searchable = False

    def get_base_queryset(self) -> QuerySet[ModelLogEntry]:
        return openings.entries(scope.rounds(self.request.user))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            NamedColumn("day", label=_("Day"), accessor=_day),
            NamedColumn("who", label=_("Colleague"), accessor=lambda entry: entry.user_display_name),
            NamedColumn("what", label=_("What was done"), accessor=_what),
            NamedColumn("ticket", label=_("Ticket"), accessor=lambda entry: entry.data.get("ticket", "")),
            NamedColumn("where", label=_("Round or retreat"), accessor=lambda entry: entry.label),
        ]


def addresses() -> list[URLPattern]:
    """The list, and the part of it that filtering brings anew."""
    names = {
        "index_url_name": "retreats_staff:openings",
        "index_results_url_name": "retreats_staff:openings_results",
    }
    guarded = staff(scope.OVERSEE)
    results = guarded(OpeningsView.as_view(**names, results_only=True))
    return [
        path("openings/", guarded(OpeningsView.as_view(**names)), name="openings"),
        path("openings/results/", results, name="openings_results"),
    ]


def _day(entry: ModelLogEntry) -> str:
    return date_format(timezone.localdate(entry.timestamp), "j E Y")


def _what(entry: ModelLogEntry) -> Any:
    """Which part was opened, or in words what else was."""
    part = entry.data.get("part", "")
    if entry.action == openings.ACTION and part in Part:
        return _("Opened: %(part)s") % {"part": Part(part).label}
    return entry.formatter.format_message(entry)
