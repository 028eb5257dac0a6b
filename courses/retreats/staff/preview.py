"""What the rules of a round do, and what they would do with one of them changed."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from courses.retreats import policies, policy_words, previewing, refusals, scope
from courses.retreats.models import Round
from courses.retreats.staff import frame
from trainers.staff.forms import StaffForm
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen

PEOPLE = (30, 60, 120, 240)
USUAL = 60


class PreviewForm(StaffForm):
    """What to look at. Made-up people are asked for only where nobody could have applied yet."""

    people = forms.TypedChoiceField(
        label=gettext_lazy("made-up people"), coerce=int, choices=[(each, str(each)) for each in PEOPLE]
    )
    change = forms.ChoiceField(label=gettext_lazy("with one rule changed"), required=False)

    def __init__(
        self, *args: object, changes: list[tuple[str, str]], is_example: bool, **options: object
    ) -> None:
        super().__init__(*args, **options)
        self.fields["change"].choices = [("", _("no change")), *changes]  # type: ignore[attr-defined]  # a choice
        if not is_example:
            del self.fields["people"]


@staff(scope.ORGANISE)
@require_GET
def show(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Counts, side by side where a rule is changed. Nothing is kept and nobody is named."""
    round_, today = frame.round_(request, round_id), frame.today()
    if round_.decided not in (Round.Decided.PREPARING, Round.Decided.OPEN):
        messages.error(request, str(refusals.NotAsItStands()))
        return redirect("retreats_staff:round", round_.pk)
    is_example = round_.decided == Round.Decided.PREPARING
    try:
        choices = previewing.choices(round_, today=today)
        titles = {str(each.pk): each.title for each in round_.retreats.all()}
        named = [
            (code, policy_words.change(each, policies.of(round_), titles)) for code, each in choices.items()
        ]
        form = PreviewForm(
            request.GET or None, changes=named, is_example=is_example, initial={"people": USUAL}
        )
        said = form.cleaned_data if form.is_bound and form.is_valid() else {}
        change = choices.get(said.get("change", ""))
        if is_example:
            people = said.get("people", USUAL)
            preview = previewing.of_example(round_, people=people, change=change, today=today)
        else:
            preview = previewing.of_what_came(round_, change=change, today=today)
    except DoesNotOpen:
        messages.error(request, str(refusals.RoundIsShut()))
        return redirect("retreats_staff:round", round_.pk)
    context = {
        "round": round_,
        "form": form,
        "preview": preview,
        "is_example": is_example,
        "change": dict(named).get(said.get("change", "")),
        "back": frame.of_round(round_)[0],
    }
    trail = [frame.rounds(), frame.of_round(round_)]
    return frame.page(request, "preview", _("Trying the rules"), context, trail=trail)
