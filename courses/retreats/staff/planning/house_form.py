"""The form of a house: what it is, its rooms to sleep and to meet in, and when it is free, as one page."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from courses.retreats.actions.planning.houses import Row as SaidRow
from courses.retreats.actions.planning.houses import Said
from courses.retreats.models import House
from courses.retreats.models.choices import Feature
from courses.retreats.models.houses import MOST_BEDS
from courses.retreats.planning import refusals, weeks
from courses.retreats.refusals import Refused
from courses.retreats.staff.planning import rows
from courses.retreats.staff.planning.fields import WeeksField
from trainers.staff.forms import StaffForm
from wellbeing.regions.models import Region

ROOMS, SPACES = "rooms", "spaces"
MOST_ROOMS, MOST_SPACES = 80, 30
MOST_PRICE = 100_000_000


class HouseForm(StaffForm):
    name = forms.CharField(
        label=_("name of the house"),
        max_length=60,
        help_text=_("What colleagues call it. No address: that is told for each retreat, late."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    region = forms.ModelChoiceField(label=_("region"), queryset=Region.objects.all())
    reaches = forms.ModelMultipleChoiceField(
        label=_("regions whose people can get there"),
        queryset=Region.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    price = forms.IntegerField(
        label=_("price of a week"),
        min_value=0,
        max_value=MOST_PRICE,
        help_text=_("In whole units of your currency, the whole house."),
    )
    weeks = WeeksField(
        label=_("free weeks"),
        required=False,
        help_text=_(
            "One range a line, such as 01.03.2027 – 28.03.2027. Weeks count that are whole within it, from "
            "Monday to Sunday. A single day stands for its week."
        ),
    )

    def hush(self) -> None:
        self._errors = ErrorDict()


class RoomRow(rows.Row):
    NEEDED = ("beds",)

    name = forms.CharField(label=_("Room"), max_length=40, required=False)
    beds = forms.IntegerField(
        label=_("Beds"),
        min_value=1,
        max_value=MOST_BEDS,
        required=False,
        initial=2,
        help_text=_("Beds for participants only; those of the team do not count."),
    )
    features = forms.MultipleChoiceField(
        label=_("What it offers"),
        choices=Feature.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class SpaceRow(rows.Row):
    NEEDED = ("seats",)

    name = forms.CharField(label=_("Room to meet in"), max_length=40, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=500, required=False)


RoomSet: Any = rows.row_set(RoomRow, most=MOST_ROOMS)
SpaceSet: Any = rows.row_set(SpaceRow, most=MOST_SPACES)


class Sheet:
    """The form and both kinds of rows, as one."""

    def __init__(self, data: Any, *, house: House | None) -> None:
        self.form = HouseForm(data, initial=_as_it_is(house) if house else {"price": 0})
        there: Any = house and house.rooms.all()
        self.rooms = RoomSet(data, prefix=ROOMS, initial=_rows(there, "name", "beds", "features"))
        meeting: Any = house and house.spaces.all()
        self.spaces = SpaceSet(data, prefix=SPACES, initial=_rows(meeting, "name", "seats"))

    def is_valid(self) -> bool:
        """All are looked at, so that all that is wrong is said at once."""
        found = all([self.form.is_valid(), self.rooms.is_valid(), self.spaces.is_valid()])
        if found and not rows.filled(self.rooms):
            self.form.add_error(None, _("Write down at least one room with beds."))
            return False
        return found

    def hush(self) -> None:
        self.form.hush()
        rows.hush(self.rooms)
        rows.hush(self.spaces)

    def said(self) -> Said:
        data = self.form.cleaned_data
        return Said(
            name=data["name"],
            region=data["region"],
            reaches=list(data["reaches"]),
            price=data["price"],
            weeks=data["weeks"],
            rooms=[_said(row, "name", "beds", "features") for row in rows.filled(self.rooms)],
            spaces=[_said(row, "name", "seats") for row in rows.filled(self.spaces)],
        )

    def say(self, refused: Refused) -> None:
        """Why it was refused, beside what it is about."""
        self.form.add_error("name" if isinstance(refused, refusals.SameName) else None, str(refused))


def _as_it_is(house: House) -> dict[str, Any]:
    free = [each.week_on for each in house.weeks.all()]
    return {
        "name": house.name,
        "region": house.region_id,
        "reaches": [each.pk for each in house.reaches.all()],
        "price": house.price,
        "weeks": weeks.written(weeks.ranges(free)),
    }


def _rows(there: Any, *names: str) -> list[dict[str, Any]]:
    return [{"row": each.pk, **{name: getattr(each, name) for name in names}} for each in there or ()]


def _said(row: rows.Row, *names: str) -> SaidRow:
    return SaidRow(rows.id_of(row), {name: row.cleaned_data[name] for name in names})
