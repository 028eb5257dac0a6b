"""Why somebody has no place, for organisers and the council: by ticket, in the words they read themselves."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from courses.retreats import refusals, scope, without_place
from courses.retreats.actions.committee import appealing
from courses.retreats.models import Round
from courses.retreats.staff import frame, review_frame
from trainers.staff.forms import StaffForm
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff


class TicketForm(StaffForm):
    use_required_attribute = False

    ticket = forms.CharField(
        label=gettext_lazy("ticket"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("As it stands in the published record. A part of it finds all that have it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_ticket(self) -> str:
        return "".join(self.cleaned_data["ticket"].split()).upper()


@staff(*scope.EXPLAINS)
@require_GET
@review_frame.answering
def show(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The tickets without a place, and what one of them reads. Once the case is erased, a sentence."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    if round_.decided != Round.Decided.PUBLISHED:
        return frame.refused(request, round_, refusals.NotAsItStands())
    form = TicketForm(request.GET if "ticket" in request.GET else None)
    is_kept = without_place.is_kept(round_)
    context = {
        "round": round_,
        "form": form,
        "is_kept": is_kept,
        "may_appeal": appealing.is_open(round_, frame.now()),
        "back": frame.of_round(round_)[0],
        **(_found(round_, by, form) if is_kept else {}),
    }
    trail = [frame.rounds(), frame.of_round(round_)]
    return frame.page(request, "whys", _("Why somebody has no place"), context, trail=trail)


def _found(round_: Round, by: User, form: TicketForm) -> dict[str, Any]:
    """The list, narrowed to what was typed; a whole ticket opens."""
    rows = without_place.rows(round=round_, by=by)
    typed = form.cleaned_data["ticket"] if form.is_valid() else ""
    named = [each for each in rows if typed in each.ticket]
    if not typed:
        return {"rows": rows}
    try:
        found = without_place.find(round=round_, ticket=typed, by=by)
    except refusals.NoSuchTicket as refused:
        if not named:
            form.add_error("ticket", str(refused))
        return {"rows": named or rows}
    except refusals.Concerned as refused:
        form.add_error("ticket", str(refused))
        return {"rows": rows}
    return {"rows": rows, "found": found, "whys": found.whys}
