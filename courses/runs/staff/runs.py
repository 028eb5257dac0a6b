"""The list of runs that a colleague may see: by region, month, course and state."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, Table, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.runs import covering, scope, wording
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

# Of these the list says whose certificate is missing; a plan says so when it is published.
ASKING = wording.ASKS_FOR_TRAINERS - {State.PLANNED}


class StateColumn(Column):
    cell_template_name = "runs/staff/_state_cell.html"


class NamedColumn(Column):
    """A cell that says on a phone, where the list has no head, what it is about."""

    cell_template_name = "runs/staff/_named_cell.html"


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
    form = django_filters.ChoiceFilter(label=gettext_lazy("Format"), choices=Formats.choices)

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
    table_classname = "listing stacked"

    def get_base_queryset(self) -> QuerySet[Run]:
        rows = scope.runs(self.request.user).with_times().select_related("course")
        return rows.prefetch_related("regions", "leadings__trainer")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Name of the run"), get_url=self.address, sort_key="title"),
            NamedColumn("course", label=_("Course"), accessor=wording.course),
            NamedColumn("begins", label=_("First and last session"), accessor=_days, sort_key="begins"),
            StateColumn("state", label=_("State"), accessor=_state),
            NamedColumn("regions", label=_("Regions"), accessor=wording.regions),
            NamedColumn("trainers", label=_("Trainers"), accessor=wording.trainers),
            NamedColumn("places", label=_("Places"), accessor=lambda run: f"{run.taken} / {run.capacity}"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        calendar = HeaderButton(_("Calendar"), url=reverse("runs_staff:calendar"), icon_name="calendar")
        if not self.is_planner:
            return [calendar]
        return [HeaderButton(_("Plan a run"), url=reverse("runs_staff:new"), icon_name="plus"), calendar]

    @cached_property
    def is_planner(self) -> bool:
        return any(self.request.user.has_perm(each) for each in scope.PLANS)

    def address(self, run: Run) -> str:
        """Planners come to the plan, those who hold it to its own page."""
        return reverse("runs_staff:plan" if self.is_planner else "runs_staff:run", args=[run.pk])

    def get_table(self, object_list: Iterable[Run]) -> Table:
        """The rows of this page, each with what is not covered of it, by a fixed number of queries."""
        rows, now = list(object_list), frame.now()
        asking = [run for run in rows if run.state(now) in ASKING]
        gaps = covering.gaps(asking, now)
        for run in rows:
            run.gaps = [wording.gap(each) for each in gaps.get(run.pk, [])]  # type: ignore[attr-defined]
        return super().get_table(rows)


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
