"""The form of a round: its name, its hours by the clocks of one zone, and the public value that decides."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.zones import ZONES
from courses.retreats.actions.rounds.preparing import Plan
from courses.retreats.models import Retreat, Round
from courses.runs.rules.meeting import Fault, moment
from courses.runs.staff.session_rows import DAYS, FAULTS, HOURS, USUAL_ZONE
from trainers.staff.forms import StaffForm

LEAST_HOURS, MOST_HOURS, USUAL_HOURS = 12, 336, 72


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=DAYS[0])
    return forms.DateField(label=label, required=False, input_formats=DAYS, widget=widget)


def _hour(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format=HOURS[0])
    return forms.TimeField(label=label, required=False, input_formats=HOURS, widget=widget)


class RoundForm(StaffForm):
    """Hours may stay empty until the round is opened."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("name of the round"),
        max_length=80,
        help_text=_("Everybody reads it. A neutral name, without a city and without what it is about."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    zone = forms.ChoiceField(
        label=_("clocks of"),
        choices=ZONES,
        initial=USUAL_ZONE,
        help_text=_("All hours below are by these clocks."),
    )
    closes_day = _day(_("day on which applications close"))
    closes_hour = _hour(_("hour at which they close"))
    announced = forms.CharField(
        label=_("which public value decides the lot"),
        max_length=400,
        required=False,
        help_text=_(
            "A value that nobody can know or choose before, and that anybody can look up afterwards: what "
            "exactly, published where, and how it is written down. For instance: the rates of the Bank of "
            "Russia for a day, all figures in the order of the list."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    draws_day = _day(_("day on which it is read"))
    draws_hour = _hour(_("hour at which it is read"))
    answer_hours = forms.IntegerField(
        label=_("hours to answer an offer"), min_value=LEAST_HOURS, max_value=MOST_HOURS, initial=USUAL_HOURS
    )

    def __init__(self, *args: Any, round_: Round | None, **options: Any) -> None:
        super().__init__(*args, initial=_as_it_is(round_) | options.pop("initial", {}), **options)

    def clean(self) -> None:
        for name in ("closes", "draws"):
            self._moment(name)

    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(
            title=said["title"],
            closes_at=said["closes_at"],
            zone=said["zone"],
            announced=said["announced"],
            draws_at=said["draws_at"],
            answer_hours=said["answer_hours"],
        )

    def _moment(self, name: str) -> None:
        """Day and hour as one moment; both or neither."""
        said = self.cleaned_data
        day, hour, zone = said.get(f"{name}_day"), said.get(f"{name}_hour"), said.get("zone")
        said[f"{name}_at"] = None
        if day is None or hour is None or zone is None:
            for part, found in (("day", day), ("hour", hour)):
                if found is None and (day or hour) and f"{name}_{part}" not in self.errors:
                    self.add_error(f"{name}_{part}", _("Fill this in too, or leave both empty."))
            return
        said[f"{name}_at"] = moment(datetime.combine(day, hour), zone)
        if said[f"{name}_at"] is None:
            left_out = FAULTS[Fault.NO_SUCH_TIME]
            self.add_error(f"{name}_hour", left_out)


class RetreatsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, retreat: Any) -> str:
        days = f"{retreat.begins_on:%d.%m.%Y} – {retreat.ends_on:%d.%m.%Y}"
        return f"{retreat}, {days}, {retreat.region}, {retreat.get_decided_display()}"


class AttachForm(StaffForm):
    retreats = RetreatsField(label=_("retreats"), queryset=Retreat.objects.none(), required=False)

    def __init__(self, *args: Any, round_: Round, **options: Any) -> None:
        chosen = list(round_.retreats.values_list("pk", flat=True))
        super().__init__(*args, initial={"retreats": chosen}, **options)
        free = Retreat.objects.filter(round=None).exclude(
            decided__in=(Retreat.Decided.DONE, Retreat.Decided.CANCELLED)
        )
        field: Any = self.fields["retreats"]
        field.queryset = (free | Retreat.objects.filter(pk__in=chosen)).select_related("region")


def _as_it_is(round_: Round | None) -> dict[str, Any]:
    if round_ is None:
        return {}
    found: dict[str, Any] = {
        name: getattr(round_, name) for name in ("title", "zone", "announced", "answer_hours")
    }
    for name, at in (("closes", round_.closes_at), ("draws", round_.draws_at)):
        if at is not None:
            local = at.astimezone(ZoneInfo(round_.zone))
            found |= {f"{name}_day": local.date(), f"{name}_hour": local.time()}
    return found
