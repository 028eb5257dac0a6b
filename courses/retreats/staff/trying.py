"""What one rule changed would do: tried by organisers before the result is published, and never after."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courses.retreats import frozen, refusals, scope, sharing_words
from courses.retreats.actions.sharing import trying, work
from courses.retreats.frozen import Closed
from courses.retreats.models import Round
from courses.retreats.staff import frame
from courses.retreats.staff.sharing_panel import titles_of
from trainers.staff.forms import StaffForm
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen

Named = list[tuple[str, str]]


class ChangeForm(StaffForm):
    change = forms.ChoiceField(label=gettext_lazy("with one rule changed"))

    def __init__(self, *args: object, named: Named, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["change"].choices = named  # type: ignore[attr-defined]  # a field of choices


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Counts side by side, once a worker has them. Nothing of the round moves."""
    round_ = frame.round_(request, round_id)
    if round_.decided not in trying.BETWEEN:
        return frame.refused(request, round_, refusals.NotAsItStands())
    try:
        closed = frozen.closed_case(round_)
    except DoesNotOpen:
        return frame.refused(request, round_, refusals.RoundIsShut())
    named = sharing_words.named_changes(round_, closed, titles_of(round_))
    if request.method == "POST":
        return _begin(request, round_, ChangeForm(request.POST, named=named), closed)
    return _page(request, round_, ChangeForm(initial=request.GET.dict(), named=named), closed)


def _begin(request: HttpRequest, round_: Round, form: ChangeForm, closed: Closed) -> HttpResponse:
    if not form.is_valid():
        return _page(request, round_, form, closed)
    change = form.cleaned_data["change"]
    here = reverse("retreats_staff:round_try", args=[round_.pk]) + f"?{urlencode({'change': change})}"
    try:
        work.try_change(round=round_.pk, change=change, by=frame.colleague(request))
    except refusals.Refused as refused:
        return frame.refused(request, round_, refused, back=here)
    return redirect(here)


def _page(request: HttpRequest, round_: Round, form: ChangeForm, closed: Closed) -> HttpResponse:
    change = request.GET.get("change", "")
    named = dict(form.fields["change"].choices)  # type: ignore[attr-defined]  # a field of choices
    tried = trying.seen(round_, closed, change) if change in named else None
    context = {
        "round": round_,
        "form": form,
        "change": named.get(change, ""),
        "tried": tried,
        "counts": _counts(closed, tried) if tried and tried.before else [],
        "difference": sharing_words.difference(tried.difference) if tried and tried.difference else [],
        "is_example": not round_.value,
        "back": frame.of_round(round_)[0],
        "here": request.get_full_path(),
    }
    trail = [frame.rounds(), frame.of_round(round_)]
    return frame.page(request, "try", _("Another rule"), context, trail=trail)


def _counts(closed: Closed, tried: trying.Tried) -> list[sharing_words.Row]:
    both = [each for each in (tried.before, tried.after) if each is not None]
    return sharing_words.counts(closed, both, is_exact=True)
