"""The sessions of a month, day by day: of the runs that a colleague may see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from courses.runs import covering, scope, wording
from courses.runs.models import Leading, Run, Session
from courses.runs.models.runs import RunQuerySet
from courses.runs.staff import frame
from trainers.fields import MonthField
from trainers.rules import months
from trainers.staff.forms import StaffForm
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session, in words."""

    time: str
    title: str
    url: str
    regions: str
    trainers: str
    state: str
    bare: str  # the regions in which nobody certified leads it


class MonthForm(StaffForm):
    month = MonthField(label=gettext_lazy("month"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("region"), required=False)

    def __init__(self, *args: Any, regions: Mapping[str, Region], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["region"]
        field.choices = [("", "—"), *((code, str(each)) for code, each in regions.items())]


@staff(*scope.SEES)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """A month that cannot be read is this month."""
    regions = known_regions()
    this = months.of(frame.today())
    form = MonthForm(request.GET or {"month": f"{this:%Y-%m}"}, regions=regions)
    form.is_valid()
    month = form.cleaned_data.get("month") or this
    code = form.cleaned_data.get("region", "")
    rows = scope.runs(frame.colleague(request))
    if code:
        rows = rows.filter(pk__in=Run.regions.through.objects.filter(region=code).values("run"))
    context = {
        "form": form,
        "month": month,
        "days": by_day(rows, month, regions, frame.now()),
        "before": _query(months.later(month, -1), code),
        "after": _query(months.later(month, 1), code),
    }
    return frame.page(request, "calendar", _("Calendar of runs"), context)


@cache
def known_regions() -> dict[str, Region]:
    """Asked once: they come with the code and change with it alone."""
    return {each.pk: each for each in Region.objects.all()}


def by_day(
    rows: RunQuerySet, month: date, regions: Mapping[str, Region], now: datetime
) -> list[tuple[date, list[Meeting]]]:
    """The sessions of a month by the clocks of those who come, by two queries."""
    sessions = [each for each in _sessions(rows, month) if months.of(covering.day_of(each)) == month]
    for each in sessions:
        each.run.begins = each.run_begins
    bare = covering.bare({each.pk: _asked(each) for each in sessions if _asks(each, now)})
    found: dict[date, list[Meeting]] = defaultdict(list)
    for each in sessions:
        found[covering.day_of(each)].append(_meeting(each, regions, bare.get(each.pk, []), now))
    return [(day, sorted(found[day], key=lambda each: each.time)) for day in sorted(found)]


def _sessions(rows: RunQuerySet, month: date) -> Any:
    """Those of a month and of the days beside it, each with its run, when that begins, where it is held, and
    by whom."""
    of_run = Session.objects.filter(run=OuterRef("run")).order_by("starts_at")
    through = Run.regions.through.objects.filter(run=OuterRef("run")).order_by("region__position")
    leadings = Leading.objects.filter(run=OuterRef("run"))
    found = Session.objects.filter(
        starts_at__date__gte=month - A_DAY,
        starts_at__date__lte=months.later(month, 1) + A_DAY,
        run__in=rows.exclude(decided=Run.Decided.CANCELLED).values("pk"),
    )
    return found.select_related("run").annotate(
        run_begins=Subquery(of_run.values("starts_at")[:1]),
        region_codes=ArraySubquery(through.values("region")),
        lead_ids=ArraySubquery(leadings.filter(role=Leading.Role.LEADS).values("trainer")),
        leads=ArraySubquery(leadings.filter(role=Leading.Role.LEADS).values("trainer__name")),
        helps=ArraySubquery(leadings.filter(role=Leading.Role.HELPS).values("trainer__name")),
    )


def _asks(session: Any, now: datetime) -> bool:
    """Whether it matters who leads: it is ahead, or on."""
    return session.ends_at > now and session.run.state(now) in wording.ASKS_FOR_TRAINERS


def _asked(session: Any) -> covering.Asked:
    return covering.Asked(covering.day_of(session), session.region_codes, session.lead_ids)


def _meeting(session: Any, regions: Mapping[str, Region], bare: Sequence[str], now: datetime) -> Meeting:
    run = session.run
    return Meeting(
        time=_time(session),
        title=str(run),
        url=reverse("runs_staff:plan", args=[run.pk]),
        regions=", ".join(str(regions[code]) for code in session.region_codes),
        trainers=wording.named(session.leads, session.helps),
        state=wording.sentence(wording.state(run.state(now))),
        bare=", ".join(str(regions[code]) for code in bare),
    )


def _time(session: Session) -> str:
    zone = ZoneInfo(session.zone)
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return f"{starts:%H:%M}–{ends:%H:%M} ({session.get_zone_display()})"


def _query(month: date, code: str) -> str:
    said = {"month": f"{month:%Y-%m}", "region": code}
    return urlencode({name: value for name, value in said.items() if value})
