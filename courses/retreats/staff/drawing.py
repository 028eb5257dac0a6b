"""Pages with something to type on the way to the result: the public value, and a later hour for it."""

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

from courses.retreats import conflicts_of_interest, refusals, scope, wording
from courses.retreats.actions.rounds import deciding
from courses.retreats.actions.sharing import committing, drawing
from courses.retreats.actions.sharing.drawing import Read
from courses.retreats.models import ReadValue, Round
from courses.retreats.models.decisions import LONGEST_REASON
from courses.retreats.models.rounds import LONGEST_VALUE
from courses.retreats.staff import frame
from courses.retreats.staff.deciding import PROPOSED
from courses.runs.rules.meeting import Fault, moment
from courses.runs.staff.session_rows import DAYS, FAULTS, HOURS
from trainers.staff.forms import StaffForm
from wellbeing.privacy.guards import staff


class ValueForm(StaffForm):
    value = forms.CharField(
        label=gettext_lazy("the value as it was published"),
        max_length=LONGEST_VALUE,
        help_text=gettext_lazy("Every figure and sign in its order. Several spaces count as one."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )


class LaterForm(StaffForm):
    """A day and an hour by the clocks of the round."""

    day = forms.DateField(
        label=gettext_lazy("day on which it is read"),
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format=DAYS[0]),
    )
    hour = forms.TimeField(
        label=gettext_lazy("hour at which it is read"),
        input_formats=HOURS,
        widget=forms.TimeInput(attrs={"type": "time"}, format=HOURS[0]),
    )

    announced = forms.CharField(
        label=gettext_lazy("which public value decides then"),
        max_length=400,
        help_text=gettext_lazy("At another hour it is another value: say anew what exactly, of which day."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=gettext_lazy("why it is put off"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Everybody reads it on the page of the round. Name nobody in it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = zone

    def clean(self) -> None:
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day is None or hour is None:
            return
        found = moment(datetime.combine(day, hour), self.zone)
        if found is None:
            self.add_error("hour", FAULTS[Fault.NO_SUCH_TIME])
        else:
            self.cleaned_data["at"] = found

    def at(self) -> datetime:
        found: datetime = self.cleaned_data["at"]
        return found


@staff(scope.READ_VALUE)
@require_http_methods(["GET", "POST"])
def value(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What one member of the council reads. What others read is not shown."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    mine = ReadValue.objects.filter(round=round_, user=by).first()
    form = ValueForm(request.POST or None, initial={"value": mine.value if mine else ""})
    if request.method == "POST" and form.is_valid():
        try:
            said = drawing.read(round=round_.pk, value=form.cleaned_data["value"], by=by, now=frame.now())
        except refusals.DeclareFirst:
            pass  # the page asks for it anyway
        except refusals.Refused as refused:
            form.add_error("value" if isinstance(refused, refusals.NoValue) else None, str(refused))
        else:
            return _read(request, round_, said)
    context = {
        "round": round_,
        "form": form,
        "hour": wording.hour(round_.draws_at, round_.zone),
        "is_read": mine is not None,
        "must_declare": not conflicts_of_interest.has_declared(by, round_),
        "back": frame.of_round(round_)[0],
    }
    trail = [frame.rounds(), frame.of_round(round_)]
    return frame.page(request, "value", _("The public value"), context, trail=trail)


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def later(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """A later hour at which the value is read, as long as nothing is committed."""
    round_, by, now = frame.round_(request, round_id), frame.colleague(request), frame.now()
    form = LaterForm(request.POST or None, zone=round_.zone)
    is_known = deciding.may_be_known(round_, now)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("announced", "reason")}
        try:
            after = committing.postpone(round=round_.pk, draws_at=form.at(), by=by, now=now, **said)
        except refusals.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _put_off(request, after, form.at())
    context = {
        "round": round_,
        "form": form,
        "hour": wording.hour(round_.draws_at, round_.zone),
        "zone": round_.get_zone_display(),
        "is_known": is_known,
        "must_declare": is_known and not conflicts_of_interest.has_declared(by, round_),
        "back": frame.of_round(round_)[0],
    }
    trail = [frame.rounds(), frame.of_round(round_)]
    return frame.page(request, "later", _("A later hour"), context, trail=trail)


def _put_off(request: HttpRequest, round_: Round, at: datetime) -> HttpResponse:
    if round_.draws_at == at:
        messages.success(request, _("The later hour stands on the page of the round for everybody."))
    else:
        messages.success(request, PROPOSED)
    return redirect("retreats_staff:round", round_.pk)


def _read(request: HttpRequest, round_: Round, said: Read) -> HttpResponse:
    if said is Read.DIFFERS:
        differs = _(
            "Yours is kept, and it is not what another member read. Look at the published value once more: "
            "you can correct yours here, and they theirs, until two have read the same."
        )
        messages.warning(request, differs)
        return redirect("retreats_staff:round_value", round_.pk)
    if said is Read.FIRST:
        messages.success(
            request, _("It is kept. When a second member has read the same, it decides the lot.")
        )
    else:
        messages.success(request, _("Two have read the same. The places are being shared out."))
    return redirect("retreats_staff:round", round_.pk)
