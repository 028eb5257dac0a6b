"""The rows of sessions in the form of a run: local times as people type them, and what is wrong with each."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.zones import ZONES
from courses.runs import wording
from courses.runs.actions.arranging import Meets
from courses.runs.models import Run, Session
from courses.runs.rules.meeting import MOST, Fault, Found, Typed

PREFIX = "sessions"
DAYS, HOURS = ["%Y-%m-%d", "%d.%m.%Y"], ["%H:%M", "%H:%M:%S", "%H.%M"]
USUAL_ZONE = "Europe/Moscow"
A_WEEK = timedelta(days=7)

FAULTS = {
    Fault.NONE_AT_ALL: _("Write down at least one session."),
    Fault.TOO_MANY: _("These are too many sessions for one run: forty at most."),
    Fault.NO_SUCH_TIME: _("On this day clocks are put forward, and this hour is left out. Choose another."),
    Fault.BACKWARDS: _("It ends before it begins, or at once. Look at both times."),
    Fault.TOO_SHORT: _("A session lasts a quarter of an hour at least."),
    Fault.TOO_LONG: _("A session lasts ten hours at most. For several days write several sessions."),
    Fault.PAST: _("This time is over already. Choose one that is ahead."),
    Fault.TOO_FAR: _("This is more than a year and a half ahead. Was it a slip?"),
    Fault.OVERLAPS: _("It begins before another session of this run is over."),
}


class SessionRow(forms.Form):
    """One session. A row in which nothing is typed is none."""

    session = forms.UUIDField(widget=forms.HiddenInput, required=False)
    day = forms.DateField(
        label=_("Day"),
        required=False,
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format=DAYS[0]),
    )
    begins = forms.TimeField(
        label=_("Begins"),
        required=False,
        input_formats=HOURS,
        widget=forms.TimeInput(attrs={"type": "time"}, format=HOURS[0]),
    )
    ends = forms.TimeField(
        label=_("Ends at"),
        required=False,
        input_formats=HOURS,
        widget=forms.TimeInput(attrs={"type": "time"}, format=HOURS[0]),
    )
    zone = forms.ChoiceField(label=_("Clocks of"), choices=ZONES, initial=USUAL_ZONE)

    NEEDED = ("day", "begins", "ends")

    def clean(self) -> None:
        typed = [name for name in self.NEEDED if self.data.get(self.add_prefix(name), "").strip()]
        is_there = bool(self.cleaned_data.get("session"))
        for name in self.NEEDED:
            if (typed or is_there) and name not in typed:
                self.add_error(name, _("Fill this in too, or leave the session out."))

    def is_filled(self) -> bool:
        return self.cleaned_data.get("day") is not None

    def meets(self) -> Meets:
        said = self.cleaned_data
        starts, ends = (datetime.combine(said["day"], said[name]) for name in ("begins", "ends"))
        return Meets(Typed(starts, ends, said["zone"]), said["session"])


class _RowSet(BaseFormSet):
    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Leave out")


RowSet: Any = forms.formset_factory(
    SessionRow, formset=_RowSet, extra=1, can_delete=True, max_num=MOST, absolute_max=MOST + 1
)


class Rows:
    """The sessions of a run that are ahead, and a row for another. What has begun stands by itself."""

    def __init__(self, data: Any, *, run: Run | None, now: datetime) -> None:
        there = list(run.sessions.all()) if run else []
        ahead = [each for each in there if each.starts_at > now]
        self.begun = [each for each in there if each.starts_at <= now]
        zone = there[-1].zone if there else USUAL_ZONE
        self.set = RowSet(data, prefix=PREFIX, initial=[_initial(each) for each in ahead])
        if data is None:
            self.set.forms[-1].initial["zone"] = zone

    @property
    def begun_words(self) -> list[str]:
        return [wording.when(each) for each in self.begun]

    def is_valid(self) -> bool:
        return bool(self.set.is_valid())

    def hush(self) -> None:
        self.set.full_clean()  # or else it is looked at anew while the page is made
        self.set._non_form_errors = self.set.error_class()
        for row in self.set.forms:
            row._errors = ErrorDict()

    @cached_property
    def filled(self) -> list[SessionRow]:
        """The rows that are sessions, in the order in which they stand."""
        out = set(self.set.deleted_forms)
        return [row for row in self.set.forms if row not in out and row.is_filled()]

    @property
    def dropped(self) -> frozenset[UUID]:
        gone = (row.cleaned_data.get("session") for row in self.set.deleted_forms)
        return frozenset(each for each in gone if each)

    def say(self, found: Iterable[Found]) -> list[str]:
        """Each fault at its row; returns what is to be said of all together."""
        for_all = []
        for each in found:
            if each.place is None or each.place >= len(self.filled):
                for_all.append(str(FAULTS[each.fault]))
            else:
                self.filled[each.place].add_error(None, FAULTS[each.fault])
        return for_all


def another(data: QueryDict) -> QueryDict:
    """What was typed, with one more row: a week after the last that has a day, at the same time."""
    more = data.copy()
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() and len(total) < 3 else 0
    last = next((row for row in reversed(range(count)) if data.get(f"{PREFIX}-{row}-day")), None)
    free = next((row for row in range(count) if not data.get(f"{PREFIX}-{row}-day")), count)
    if last is not None and last < free:
        for name in ("begins", "ends", "zone"):
            more[f"{PREFIX}-{free}-{name}"] = data.get(f"{PREFIX}-{last}-{name}", "")
        more[f"{PREFIX}-{free}-day"] = _a_week_later(data.get(f"{PREFIX}-{last}-day", ""))
    more[f"{PREFIX}-TOTAL_FORMS"] = str(min(max(count, free + 1), MOST))
    return more


def _a_week_later(typed: str) -> str:
    try:
        day: datetime = forms.DateField(input_formats=DAYS).clean(typed)
        return (day + A_WEEK).strftime(DAYS[0])
    except (forms.ValidationError, OverflowError):
        return ""


def _initial(session: Session) -> dict[str, Any]:
    zone = ZoneInfo(session.zone)
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return {
        "session": session.pk,
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "zone": session.zone,
    }
