"""Where a retreat is held, and from which hour each part of it is told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import scope
from courses.retreats.actions import retreat_where
from courses.retreats.models import Retreat, RetreatWhere
from courses.retreats.refusals import Refused
from courses.retreats.staff import frame, trails
from courses.runs.rules.where import LONGEST_ADDRESS, LONGEST_CITY, Where
from trainers.staff.forms import StaffForm
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen

# Hours before the midnight with which the first day begins. People need time to buy tickets.
BEFORE = {
    24: gettext_lazy("a day before the first day"),
    72: gettext_lazy("three days before the first day"),
    168: gettext_lazy("a week before the first day"),
    336: gettext_lazy("two weeks before the first day"),
    504: gettext_lazy("three weeks before the first day"),
    1008: gettext_lazy("six weeks before the first day"),
}
USUAL = {"city_before": 504, "address_before": 72}


class HoursField(forms.TypedChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(choices=list(BEFORE.items()), coerce=int, **options)


class WhereForm(StaffForm):
    """Nothing of it stays in the browser."""

    city = forms.CharField(
        label=gettext_lazy("city or station"),
        max_length=LONGEST_CITY,
        required=False,
        help_text=gettext_lazy("Whatever people need to buy a ticket."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    city_before = HoursField(label=gettext_lazy("it is told"))
    address = forms.CharField(
        label=gettext_lazy("address of the house"),
        max_length=LONGEST_ADDRESS,
        required=False,
        help_text=gettext_lazy("And how to get there from the city."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    address_before = HoursField(label=gettext_lazy("the address is told"))

    def where(self) -> Where:
        return Where(**{name: self.cleaned_data[name] for name in Where.__slots__})


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any]:
    return {"is_written": RetreatWhere.objects.filter(retreat=retreat).exists()}


@staff(*scope.SEES_RETREATS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Write it down sealed, in place of what was there."""
    seen = frame.retreat(request, retreat_id)
    known, is_shut = _known(seen)
    form = WhereForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            retreat_where.set_where(retreat=seen.pk, where=form.where(), now=frame.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        except DoesNotOpen:
            form.add_error(
                None, _("This server has no key to seal with yet. Whoever keeps it can give it one.")
            )
        else:
            messages.success(request, _("It is kept. Those who said yes read each part from its hour on."))
            return redirect("retreats_staff:retreat", seen.pk)
    context = {"retreat": seen, "form": form, "is_shut": is_shut}
    status = 400 if form.errors else 200
    trail = trails.retreat(seen)
    return frame.page(request, "retreat_where", _("Where it is held"), context, trail=trail, status=status)


def _known(retreat: Retreat) -> tuple[dict[str, Any], bool]:
    """What is written down, for the form, and whether it is there but does not open."""
    row = RetreatWhere.objects.filter(retreat=retreat).first()
    if row is None:
        return dict(USUAL), False
    try:
        where = row.contents()
    except DoesNotOpen:
        return dict(USUAL), True
    return {name: getattr(where, name) for name in Where.__slots__}, False
