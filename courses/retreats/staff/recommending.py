"""Codes of recommendation, for trainers who hold a certificate: each is shown once, and to nobody else."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from courses.retreats import refusals, scope
from courses.retreats.actions.committee import recommending
from courses.retreats.models import Round
from courses.retreats.models.committee import MOST_GIVEN
from courses.retreats.staff import frame
from trainers.models import Trainer
from trainers.staff.forms import StaffForm
from wellbeing.accounts.models import User
from wellbeing.privacy import codes
from wellbeing.privacy.guards import staff

NEEDS = [
    (1, gettext_lazy("A retreat would do them good, and others may need it more")),
    (2, gettext_lazy("It has been hard for them for a long time, and little strength is left")),
    (3, gettext_lazy("It is very hard for them, and without a break they cannot go on")),
]


class RecommendForm(StaffForm):
    """For which round, and how great the need is. `code` is drawn with the page, so that a second press
    gives no second code."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=codes.LENGTH)
    round = forms.ModelChoiceField(label=gettext_lazy("round"), queryset=Round.objects.none())
    need = forms.TypedChoiceField(
        label=gettext_lazy("how great their need is"), choices=NEEDS, coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, rounds: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]  # a choice of rows


@staff(scope.RECOMMEND)
@require_http_methods(["GET", "POST"])
def recommend(request: HttpRequest) -> HttpResponse:
    """The form, and after it the code, this once."""
    by, now = frame.colleague(request), frame.now()
    try:
        trainer = recommending.recommends(by, now)
    except refusals.NotCertified as refused:
        return _page(request, {"why": str(refused)})
    rounds = Round.objects.filter(decided=Round.Decided.OPEN, closes_at__gt=now).order_by("closes_at")
    form = RecommendForm(request.POST or None, rounds=rounds, initial={"code": codes.draw()})
    code = _give(form, by) if request.method == "POST" and form.is_valid() else ""
    return _page(request, {"form": form, "code": code, "rounds": _standing(list(rounds), trainer)})


@staff(scope.RECOMMEND)
@require_POST
def take_back(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """End all of one's codes of a round that nobody has used yet."""
    try:
        recommending.take_back(round=round_id, by=frame.colleague(request), now=frame.now())
    except refusals.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Those of your codes that nobody has used are void now."))
    return redirect("retreats_staff:recommend")


def _give(form: RecommendForm, by: User) -> str:
    """The code as people write it down; nothing where the form says why not."""
    what = form.cleaned_data
    try:
        return recommending.give(
            round=what["round"].pk, need=what["need"], code=what["code"], by=by, now=frame.now()
        )
    except refusals.Refused as refused:
        form.add_error(None, str(refused))
        return ""


def _standing(rounds: list[Round], trainer: Trainer) -> list[dict[str, Any]]:
    """Of each open round, how many codes can be given yet, and whether some were given."""
    left = recommending.left(rounds, trainer)
    return [{"round": each, "left": left[each.pk], "given": MOST_GIVEN - left[each.pk]} for each in rounds]


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return frame.page(request, "recommend", _("Recommend somebody"), context)
