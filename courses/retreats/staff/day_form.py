"""The form of one day of a programme: its slots below one another, and empty rows for more."""

from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.retreats.actions.preparing.programmes import Row
from courses.retreats.models import HouseSpace, Retreat, Slot, TeamPart
from courses.retreats.programme_words import clock
from courses.retreats.rules.programme import WHOLE_DAY
from trainers.staff.forms import StaffForm

EMPTY_ROWS = 3
MOST_ROWS = 40


class ClockField(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, input_formats=["%H:%M", "%H.%M"], required=False, **options)


class PartsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, part: Any) -> str:
        return str(part.colleague)


class SlotForm(StaffForm):
    """A row without a title and times is left out. Midnight at the end is the end of the day."""

    slot = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("what happens"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("kind"), choices=Slot.Kind.choices, required=False)
    begins = ClockField(label=_("begins at"))
    ends = ClockField(label=_("ends at"))
    space = forms.ModelChoiceField(
        label=_("where in the house"), queryset=HouseSpace.objects.none(), required=False
    )
    people = PartsField(label=_("who of the team"), queryset=TeamPart.objects.none(), required=False)

    def __init__(self, *args: Any, retreat: Retreat, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["space"].queryset = HouseSpace.objects.filter(house=retreat.house_id)
        fields["people"].queryset = TeamPart.objects.filter(retreat=retreat).select_related("colleague")

    @property
    def is_left_out(self) -> bool:
        said = self.cleaned_data
        return not (said.get("title") or said.get("begins") or said.get("ends"))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors or self.is_left_out:
            return said
        if not said["title"]:
            self.add_error("title", _("Say in a few words what happens."))
        if said["begins"] is None or said["ends"] is None:
            self.add_error("begins", _("Say when it begins and ends."))
        elif _end(said["ends"]) <= _minutes(said["begins"]):
            self.add_error("ends", _("It has to end after it begins, and on the same day."))
        return said

    def row(self) -> Row:
        said = self.cleaned_data
        return Row(
            title=said["title"],
            kind=said["kind"] or Slot.Kind.SESSION,
            begins=_minutes(said["begins"]),
            ends=_end(said["ends"]),
            space=said["space"],
            people=list(said["people"]),
            id=said["slot"],
        )


class Rows(forms.BaseFormSet):
    """The rows of a day, those that are there already and empty ones."""

    def rows(self) -> list[Row]:
        return [each.row() for each in self.forms if not (each.is_left_out or self._is_dropped(each))]

    def dropped(self) -> list[UUID]:
        """Ticked, or emptied."""
        gone = [each for each in self.forms if self._is_dropped(each) or each.is_left_out]
        return [each.cleaned_data["slot"] for each in gone if each.cleaned_data.get("slot")]

    def _is_dropped(self, form: Any) -> bool:
        return bool(form.cleaned_data.get("DELETE"))


def rows_of(data: Any, retreat: Retreat, day: int) -> Rows:
    """What was typed, or the day as it is."""
    kind: Any = forms.formset_factory(
        SlotForm,
        formset=Rows,
        extra=EMPTY_ROWS,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )
    made: Rows = kind(data, initial=_as_it_is(retreat, day), prefix="slots", form_kwargs={"retreat": retreat})
    return made


def _as_it_is(retreat: Retreat, day: int) -> list[dict[str, Any]]:
    slots = retreat.slots.filter(day=day).prefetch_related("people")
    return [
        {
            "slot": each.pk,
            "title": each.title,
            "kind": each.kind,
            "begins": clock(each.begins),
            "ends": clock(each.ends % WHOLE_DAY),
            "space": each.space_id,
            "people": [person.part_id for person in each.people.all()],
        }
        for each in slots
    ]


def _minutes(at: time) -> int:
    return 60 * at.hour + at.minute


def _end(at: time) -> int:
    return _minutes(at) or WHOLE_DAY
