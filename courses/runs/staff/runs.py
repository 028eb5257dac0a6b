"""The list of runs that a colleague may see: by region, month, course and state."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.runs import scope, wording
from courses.runs.models import Run, Session
from courses.runs.models.runs import RunQuerySet
from courses.runs.rules.states import State
from courses.runs.staff import frame
from trainers.fields import MonthField
from trainers.models.choices import Formats, Languages
from trainers.rules import months
from trainers.staff.listing import Listing
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region


class MonthFilter(django_filters.Filter):
    field_class = MonthField


class RunFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=wording.States.choices, method="by_state"
    )
    region = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Region"), queryset=Region.objects.all(), method="by_region"
    )
    month = MonthFilter(label=gettext_lazy("Month"), method="by_month")
    language = django_filters.ChoiceFilter(label=gettext_lazy("Language"), choices=Languages.choices)
    form = django_filters.ChoiceFilter(label=gettext_lazy("Form"), choices=Formats.choices)

    class Meta:
        model = Run
        fields: list[str] = []

    def by_state(self, rows: RunQuerySet, _name: str, value: str) -> QuerySet[Run]:
        return in_state(rows, State(value))

    def by_region(self, rows: RunQuerySet, _name: str, value: Region) -> QuerySet[Run]:
        through = Run.regions.through.objects.filter(region=value)
        return rows.filter(pk__in=through.values("run"))

    def by_month(self, rows: RunQuerySet, _name: str, value: date) -> QuerySet[Run]:
        """Those that meet in a month."""
        return rows.filter(Exists(Session.objects.filter(run=OuterRef("pk"), **within(value))))


class RunsView(Listing):
    model = Run
    page_title = gettext_lazy("Runs")
    header_icon = "date"
    filterset_class = RunFilterSet
    search_fields = ["title"]
    default_ordering = "-begins"

    def get_base_queryset(self) -> QuerySet[Run]:
        rows = scope.runs(self.request.user).with_times().select_related("course")
        return rows.prefetch_related("regions", "leadings__trainer")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Name"), url_name="runs_staff:plan", sort_key="title"),
            Column("course", label=_("Course"), accessor=wording.course),
            Column("begins", label=_("First and last session"), accessor=_days, sort_key="begins"),
            Column("state", label=_("State"), accessor=_state),
            Column("regions", label=_("Regions"), accessor=wording.regions),
            Column("trainers", label=_("Trainers"), accessor=wording.trainers),
            Column("places", label=_("Places"), accessor=lambda run: f"{run.taken} / {run.capacity}"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return []


def in_state(rows: Any, state: State) -> QuerySet[Run]:
    """What `rules.states.state` says of one, said again in SQL, of rows that come with their times."""
    is_published, has_begun = Q(decided=Run.Decided.PUBLISHED), Q(begins__lte=frame.now())
    is_ahead, is_full = is_published & (~has_begun | Q(begins=None)), Q(taken__gte=F("capacity"))
    conditions = {
        State.RUNNING: is_published & has_begun,
        State.FULL: is_ahead & is_full,
        State.OPEN: is_ahead & ~is_full,
    }
    found: QuerySet[Run] = rows.filter(conditions.get(state, Q(decided=state)))
    return found


def within(month: date) -> dict[str, Any]:
    """Sessions that begin in a month, by the clocks of the admin."""
    return {"starts_at__date__gte": month, "starts_at__date__lt": months.later(month, 1)}


def addresses() -> list[URLPattern]:
    """The list, and the part of it that searching and filtering bring anew."""
    names = {"index_url_name": "runs_staff:runs", "index_results_url_name": "runs_staff:runs_results"}
    guarded = staff(*scope.SEES)
    return [
        path("", guarded(RunsView.as_view(**names)), name="runs"),
        path("results/", guarded(RunsView.as_view(**names, results_only=True)), name="runs_results"),
    ]


def _days(run: Run) -> str:
    if not (run.begins and run.ends):
        return "—"
    first, last = timezone.localdate(run.begins), timezone.localdate(run.ends)
    return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


def _state(run: Run) -> str:
    return wording.sentence(wording.state(run.state(frame.now())))
