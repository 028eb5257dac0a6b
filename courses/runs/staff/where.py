"""Where a run meets, and from which hour each part of it is told."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.runs import scope
from courses.runs.actions import meeting_places
from courses.runs.models import Run, Whereabouts
from courses.runs.refusals import Refused
from courses.runs.rules.where import (
    ADDRESS_BEFORE,
    CITY_BEFORE,
    HOURS_BEFORE,
    LONGEST_ADDRESS,
    LONGEST_CITY,
    Where,
)
from courses.runs.staff import frame
from courses.runs.staff.run import above
from trainers.staff.forms import StaffForm
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen

BEFORE = {
    1: gettext_lazy("an hour before the first session"),
    3: gettext_lazy("three hours before the first session"),
    12: gettext_lazy("twelve hours before the first session"),
    24: gettext_lazy("a day before the first session"),
    72: gettext_lazy("three days before the first session"),
    168: gettext_lazy("a week before the first session"),
    336: gettext_lazy("two weeks before the first session"),
}


class HoursField(forms.TypedChoiceField):
    def __init__(self, **options: Any) -> None:
        choices = [(hours, BEFORE[hours]) for hours in HOURS_BEFORE]
        super().__init__(choices=choices, coerce=int, **options)


class WhereForm(StaffForm):
    """Nothing of it stays in the browser."""

    city = forms.CharField(
        label=gettext_lazy("city"),
        max_length=LONGEST_CITY,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    city_before = HoursField(label=gettext_lazy("the city is told"))
    address = forms.CharField(
        label=gettext_lazy("address or link"),
        max_length=LONGEST_ADDRESS,
        required=False,
        help_text=gettext_lazy("And what helps to find the door."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    address_before = HoursField(label=gettext_lazy("address or link is told"))

    def where(self) -> Where:
        return Where(**{name: self.cleaned_data[name] for name in Where.__slots__})


@staff(*scope.SEES)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Write it down sealed, in place of what was there."""
    run = frame.seen(request, run_id)
    known, is_shut = _known(run)
    form = WhereForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            meeting_places.set_where(run=run.pk, where=form.where(), now=frame.now())
        except Refused as error:
            form.add_error(None, str(error))
        except DoesNotOpen:
            form.add_error(
                None, _("This server has no key to seal with yet. Whoever keeps it can give it one.")
            )
        else:
            messages.success(request, _("Kept. Those who have a place read it from its hour on."))
            return redirect("runs_staff:run", run.pk)
    context = {"run": run, "form": form, "is_shut": is_shut}
    status = 400 if form.errors else 200
    return frame.page(request, "where", _("Where it meets"), context, trail=above(run), status=status)


def _known(run: Run) -> tuple[dict[str, Any], bool]:
    """What is written down, for the form, and whether it is there but does not open."""
    usual = {"city_before": CITY_BEFORE, "address_before": ADDRESS_BEFORE}
    row = Whereabouts.objects.filter(run=run).first()
    if row is None:
        return usual, False
    try:
        where = row.contents()
    except DoesNotOpen:
        return usual, True
    return {name: getattr(where, name) for name in Where.__slots__}, False
