"""The form of a retreat: what it is, who is in its team, and what the team can do for how many people."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cms.zones import ZONES
from courses.retreats import refusals, stay_refusals
from courses.retreats.actions.preparing.retreat_plans import Plan, Team
from courses.retreats.models import Colleague, House, Retreat
from courses.retreats.models.choices import Help, Role
from courses.retreats.models.retreats import MOST_PLACES
from trainers.models.choices import Languages
from trainers.staff.forms import StaffForm
from wellbeing.regions.models import Region

TEAM, LIMIT = "team-", "limit-"


class DayField(forms.DateField):
    """Days in whatever order the admin's language writes them; what a browser sends is ISO."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **options)


class RetreatForm(StaffForm):
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("name of the retreat"),
        max_length=60,
        help_text=_("What everybody reads: a neutral name that tells neither house nor city."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    house = forms.ModelChoiceField(label=_("house"), queryset=House.objects.all())
    region = forms.ModelChoiceField(label=_("region"), queryset=Region.objects.all())
    begins_on = DayField(label=_("first day"))
    ends_on = DayField(label=_("last day"))
    zone = forms.ChoiceField(label=_("time zone"), choices=ZONES)
    language = forms.ChoiceField(label=_("language"), choices=Languages.choices)
    places = forms.IntegerField(
        label=_("places"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("For those who apply. The team needs beds in the house besides."),
    )

    def __init__(self, *args: Any, retreat: Retreat | None, **options: Any) -> None:
        super().__init__(*args, initial=_as_it_is(retreat) | options.pop("initial", {}), **options)
        self.colleagues = {str(each.pk): each for each in Colleague.objects.all()}
        for key, colleague in self.colleagues.items():
            roles = [(role, label) for role, label in Role.choices if role in colleague.roles]
            kept = self.initial.get(f"{TEAM}{key}")
            roles += [
                (role, label) for role, label in Role.choices if role == kept and role not in colleague.roles
            ]
            self.fields[f"{TEAM}{key}"] = forms.ChoiceField(
                label=colleague.name, choices=[("", _("not in the team")), *roles], required=False
            )
        for key, label in Help.choices:
            self.fields[f"{LIMIT}{key}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_PLACES, required=False
            )

    def what(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith((TEAM, LIMIT))]

    def team(self) -> list[BoundField]:
        return self._rows(TEAM)

    def limits(self) -> list[BoundField]:
        return self._rows(LIMIT)

    def plan(self) -> Plan:
        data = self.cleaned_data
        own = {name: data[name] for name in Plan.__slots__ if name not in {"team", "limits"}}
        limits = {key: data[f"{LIMIT}{key}"] for key in Help.values if data[f"{LIMIT}{key}"] is not None}
        return Plan(**own, limits=limits, team=self._people())

    def say(self, refused: refusals.Refused) -> None:
        """Why it was refused, beside what it is about."""
        self.add_error(FIELDS.get(type(refused)), str(refused))

    def _people(self) -> Team:
        data = self.cleaned_data
        chosen = ((each, data[f"{TEAM}{key}"]) for key, each in self.colleagues.items())
        return [(each, role) for each, role in chosen if role]

    def _rows(self, start: str) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith(start)]


# Refusals that are about one field.
FIELDS: dict[type[refusals.Refused], str] = {
    stay_refusals.WrongDays: "ends_on",
    stay_refusals.HouseTooSmall: "places",
}


def _as_it_is(retreat: Retreat | None) -> dict[str, Any]:
    if retreat is None:
        return {"zone": "Europe/Moscow", "language": Languages.RU}
    names = ("title", "house", "region", "begins_on", "ends_on", "zone", "language", "places")
    team = {f"{TEAM}{each.colleague_id}": each.role for each in retreat.team_parts.all()}
    limits = {f"{LIMIT}{key}": value for key, value in retreat.limits.items()}
    return {name: getattr(retreat, name) for name in names} | team | limits
