"""Applying for places of a round: without a session, a cookie or a script."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cms.remembering import is_fresh
from courses.retreats import refusals
from courses.retreats.actions.applying import applying, sealing_words, taking_turns
from courses.retreats.models import Round
from courses.retreats.public import form_pages, pages
from courses.retreats.public.apply_form import ApplyForm
from wellbeing.privacy import codes
from wellbeing.privacy.codes import LONGEST_TYPED
from wellbeing.privacy.guards import public


@public("GET", "POST")
def apply(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The form, in which a code was drawn; then the application code and the mark, once."""
    is_fresh(request)
    rows = Round.objects.exclude(decided=Round.Decided.PREPARING).defer("record")
    round, now = get_object_or_404(rows, pk=round_id), timezone.now()
    form = ApplyForm(request.POST or None, round=round, parts=sealing_words.readable(round))
    once = request.POST.get("once", "")[:LONGEST_TYPED] or codes.draw()
    if request.method != "POST":
        return HttpResponse(form_pages.apply(round, form, once, now))
    try:
        return _applied(round, form, once, now)
    except refusals.Refused as refused:
        page = form_pages.apply(round, form, once, now, refused=refused)
        return HttpResponse(page, status=form_pages.status_of(refused))


def _applied(round: Round, form: ApplyForm, once: str, now: datetime) -> HttpResponse:
    """What was sent before and what comes too late is so whatever stands in the form."""
    done = applying.find(round=round.pk, once=once)
    if done is None:
        taking_turns.must_be_open(round, now)
        if not form.is_valid():
            return HttpResponse(form_pages.apply(round, form, once, now), status=HTTPStatus.BAD_REQUEST)
        done = applying.apply(round=round.pk, said=form.said(pages.language()), once=once, now=now)
    return HttpResponse(form_pages.applied(round, done))
