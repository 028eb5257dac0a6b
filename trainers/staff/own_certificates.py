"""One's own certificates, what was decided about each, and objecting to it."""

from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from trainers import own, reading, scope
from trainers.actions import appeals
from trainers.models import Appeal, Certificate, Proposal
from trainers.refusals import Refused
from trainers.rules.standing import State
from trainers.staff import frame
from trainers.staff.own import above, nobody
from wellbeing.privacy.guards import staff

WORDS_LENGTH = Appeal._meta.get_field("words").max_length
# What a decision has to be for an objection to it to be of use, and in which state of the certificate.
STANDS = {Proposal.Kind.SUSPEND: State.SUSPENDED, Proposal.Kind.REVOKE: State.REVOKED}


class AppealForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy(
            "What was otherwise, or what weighs more. Who decides took no part in the decision. "
            "Never write about participants."
        ),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )


@staff(scope.WALK)
@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    """Number, months, state, what was decided, and the way to its documents."""
    by, today = frame.colleague(request), frame.today()
    if own.trainer_of(by) is None:
        return nobody(request)
    rows = [
        {
            "certificate": each,
            "state": (state := reading.state(each, today)),
            "documents": _documents(each),
            "decided": decided,
            "appealable": set(_appealable(decided, state)),
        }
        for each, decided in own.certificates(by)
    ]
    title = _("My certificates")
    return frame.page(request, "own_certificates", title, {"rows": rows}, trail=[above()], icon="doc-full")


@staff(scope.WALK)
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Object to a suspension or a revocation, once. Who comes too late is told so, with what they typed."""
    proposal = get_object_or_404(own.decisions(frame.colleague(request)), pk=proposal_id)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeals.appeal(proposal=proposal, words=form.cleaned_data["words"], today=frame.today())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your appeal has been handed in. What becomes of it stands here."))
            return redirect("trainers:own_certificates")
    trail = [above(), (reverse("trainers:own_certificates"), _("My certificates"))]
    why_not = appeals.why_not(proposal=proposal) if request.method == "GET" else None
    context = {"proposal": proposal, "form": form, "why_not": why_not}
    status = 400 if form.errors else 200
    return frame.page(
        request, "own_appeal", _("Appeal"), context, trail=trail, icon="doc-full", status=status
    )


def _appealable(decided: list[Proposal], state: State) -> Iterator[UUID]:
    """The decision by which a certificate is suspended or revoked now, unless it was appealed."""
    standing = [each for each in decided if STANDS.get(Proposal.Kind(each.kind)) is state]
    for each in standing[-1:]:
        if not hasattr(each, "appeal"):
            yield each.pk


def _documents(certificate: Certificate) -> str:
    """The page of its documents; empty on a site that makes none."""
    try:
        return reverse("trainers:certificate", args=[certificate.pk])
    except NoReverseMatch:
        return ""
