"""Where the rules of a round are written, until it opens: a plain form whose every button saves it."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import policies, policy_words, readiness, refusals, scope
from courses.retreats.actions.rounds import ruling
from courses.retreats.models import Round
from courses.retreats.rules import ordering
from courses.retreats.rules.policy import Aim
from courses.retreats.staff import frame
from courses.retreats.staff.rules_form import Sheet
from wellbeing.privacy.guards import staff

# The words of buttons, each before an aim.
MOVES = {"up": ordering.up, "down": ordering.down, "drop": ordering.without, "add": ordering.last}


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Another order, other numbers. A round that is open refuses both, and that is noted."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    if request.method != "POST" and round_.decided != Round.Decided.PREPARING:
        messages.error(request, str(refusals.NotAsItStands()))
        return redirect("retreats_staff:round", round_.pk)
    sheet = Sheet(request.POST if request.method == "POST" else None, round_=round_)
    if request.method == "POST" and sheet.is_valid():
        policy = replace(sheet.typed(), aims=_moved(sheet.policy.aims, request.POST.get("do", "")))
        act = partial(ruling.rule, round=round_.pk, policy=policy, limits=sheet.typed_limits(), by=by)
        said = sheet.form.cleaned_data
        try:
            act(own_word_up_to=said["own_word_up_to"], seen=said["seen"])
        except refusals.ChangedMeanwhile as refused:
            sheet.look_again()
            sheet.form.add_error(None, str(refused))
        except refusals.Refused as refused:
            messages.error(request, str(refused))
            return redirect("retreats_staff:round", round_.pk)
        else:
            messages.success(request, _("Saved."))
            return redirect(reverse("retreats_staff:round_rules", args=[round_.pk]))
    return _page(request, round_, sheet)


def _moved(aims: ordering.Aims, do: str) -> ordering.Aims:
    """The aims after a button; the word of another leaves them as they are."""
    word, _blank, name = do.partition(" ")
    if word not in MOVES or name not in set(Aim):
        return aims
    return MOVES[word](aims, Aim(name))


def _page(request: HttpRequest, round_: Round, sheet: Sheet) -> HttpResponse:
    aims = sheet.policy.aims
    context = {
        "round": round_,
        "sheet": sheet,
        "form": sheet.form,
        "aims": [(aim, *policy_words.AIMS[aim]) for aim in aims],
        "others": [(aim, policy_words.AIMS[aim][0]) for aim in Aim if aim not in aims],
        "faults": [policy_words.fault(each) for each in policies.faults(round_)],
        "houses": list(readiness.houses(round_)),
        "back": frame.of_round(round_)[0],
    }
    return frame.page(
        request, "rules", _("Rules of the round"), context, trail=[frame.rounds(), frame.of_round(round_)]
    )
