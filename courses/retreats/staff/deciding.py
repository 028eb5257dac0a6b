"""Pages on what is decided of a round before everybody: calling it off, and a second person's word."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import conflicts_of_interest, decided, refusals, scope
from courses.retreats.actions.rounds import calling_off, deciding, seconding
from courses.retreats.models import Round
from courses.retreats.models.decisions import LONGEST_REASON
from courses.retreats.staff import frame
from trainers.staff.forms import StaffForm
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen

IN_PUBLIC = gettext_lazy("Everybody reads it on the page of the round. Name nobody in it.")


class ReasonForm(StaffForm):
    reason = forms.CharField(
        label=gettext_lazy("why"),
        max_length=LONGEST_REASON,
        help_text=IN_PUBLIC,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SecondForm(StaffForm):
    """Which proposal somebody saw, so that another one is not confirmed in its place."""

    decision = forms.UUIDField(widget=forms.HiddenInput)


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Call it off, with a reason; once the value may be known, propose so to a second person."""
    round_, by, now = frame.round_(request, round_id), frame.colleague(request), frame.now()
    is_public = round_.decided != Round.Decided.PREPARING
    is_known = is_public and deciding.may_be_known(round_, now)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not is_public:
        del form.fields["reason"]
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            return _done(request, calling_off.cancel(round=round_.pk, reason=reason, by=by, now=now))
        except refusals.Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "round": round_,
        "form": form,
        "is_known": is_known,
        **_declaring(round_, by, is_asked=is_known),
        "back": frame.of_round(round_)[0],
    }
    trail = [frame.rounds(), frame.of_round(round_)]
    return frame.page(request, "round_cancel", _("Call the round off"), context, trail=trail)


@staff(*deciding.CONFIRM)
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What waits for a second person: they confirm it or say no; whoever proposed it can take it back."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    try:
        row = deciding.waiting(round_)
    except DoesNotOpen:
        messages.error(request, str(refusals.RoundIsShut()))
        return redirect("retreats_staff:round", round_.pk)
    typed = request.POST if request.method == "POST" else None
    form = SecondForm(typed, initial={"decision": row.pk if row else None})
    if form.is_valid() and _is_said(request, form, round_, by):
        return redirect("retreats_staff:round", round_.pk)
    context = {
        "round": round_,
        "form": form,
        "said": decided.said(row) if row else None,
        "is_own": row is not None and row.proposed_by == by,
        **_declaring(round_, by, is_asked=row is not None and row.proposed_by != by),
        "back": frame.of_round(round_)[0],
    }
    trail = [frame.rounds(), frame.of_round(round_)]
    return frame.page(request, "round_second", _("A second person’s word"), context, trail=trail)


def _is_said(request: HttpRequest, form: SecondForm, round_: Round, by: User) -> bool:
    """Whether it is confirmed or dropped; otherwise the page says why not."""
    decision = form.cleaned_data["decision"]
    try:
        if "drop" in request.POST:
            seconding.drop(round=round_.pk, decision=decision, by=by)
            messages.success(request, _("It is not done."))
        else:
            seconding.confirm(round=round_.pk, decision=decision, by=by, now=frame.now())
            messages.success(request, _("It holds now, and everybody reads it."))
    except refusals.DeclareFirst:
        return False  # the page asks for it anyway
    except refusals.Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _declaring(round_: Round, by: User, *, is_asked: bool) -> dict[str, Any]:
    return {"must_declare": is_asked and not conflicts_of_interest.has_declared(by, round_)}


def _done(request: HttpRequest, round_: Round) -> HttpResponse:
    if round_.decided == Round.Decided.CANCELLED:
        messages.success(request, _("The round is called off."))
    else:
        messages.success(request, PROPOSED)
    return redirect("retreats_staff:round", round_.pk)


PROPOSED = gettext_lazy(
    "Proposed. Another organiser, or somebody from the council, has to confirm it; nothing has changed yet."
)
