"""Handing in evidence for a trainer who has no account, by whoever works with them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from trainers import own, scope
from trainers.actions import evidence as actions
from trainers.models import Candidacy
from trainers.refusals import Refused
from trainers.staff import frame
from trainers.staff.own_evidence import EvidenceForm
from trainers.staff.people import WORKS, above, of
from wellbeing.privacy.guards import staff


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """Something that a trainer without an account has shown, on one of their pathways."""
    rows = Candidacy.objects.filter(trainer__in=scope.trainers(frame.colleague(request)), trainer__user=None)
    candidacy = get_object_or_404(rows.select_related("trainer", "version__pathway"), pk=candidacy_id)
    initial = {"region": candidacy.trainer.home_region_id, "month": frame.today()}
    form = EvidenceForm(request.POST or None, asked=own.asked(candidacy), initial=initial)
    if form.is_valid():
        try:
            once = form.cleaned_data["once"]
            actions.submit(candidacy=candidacy, what=form.submission, today=frame.today(), once=once)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Handed in. Whoever may assess it sees it now."))
            return redirect("trainers:person", candidacy.trainer_id)
    context = {
        "form": form,
        "intro": _("For a trainer who has no account. Whoever may assess it says whether it counts."),
        "submit": _("Hand in"),
        "back": reverse("trainers:person", args=[candidacy.trainer_id]),
    }
    trail = [above(), of(candidacy.trainer)]
    return frame.page(request, "form", _("Hand in evidence"), context, trail=trail, icon="tasks")
