"""Blind review: the applications of a part by their tickets, and one of them open."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from courses.retreats import refusals
from courses.retreats.actions.committee import appeals, correcting, reviewing, teams
from courses.retreats.actions.committee.reviewing import Read
from courses.retreats.models import Round
from courses.retreats.models.choices import Part
from courses.retreats.opened import opened
from courses.retreats.rules.ties import Kind
from courses.retreats.staff import frame, review_frame, review_words
from wellbeing.accounts import unlocking
from wellbeing.privacy.guards import staff


@staff(*review_frame.READS)
@require_GET
@review_frame.answering
def listing(request: HttpRequest, round_id: UUID, part: str) -> HttpResponse:
    """Tickets in their own order, which tells nothing of who came when."""
    round_, which, by = frame.round_(request, round_id), review_frame.part(part), frame.colleague(request)
    rows = reviewing.rows(round=round_, part=which, by=by)
    context = {
        "round": round_,
        "part": which,
        "rows": rows,
        "left": sum(not each.was_opened and not each.is_for_others for each in rows),
    }
    return frame.page(
        request, "review", str(capfirst(which.label)), context, trail=review_frame.trail(round_)
    )


@staff(*review_frame.READS)
@require_GET
@review_frame.answering
def record(request: HttpRequest, round_id: UUID, part: str, ticket: str) -> HttpResponse:
    """One part of one application, opened with the keys of whoever asks."""
    return shown(request, frame.round_(request, round_id), review_frame.part(part), ticket)


def shown(
    request: HttpRequest,
    round_: Round,
    part: Part,
    ticket: str,
    *,
    form: forms.Form | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of one application; `form` is what was typed and needs another look, `more` what came of it.

    Raises as `reviewing.read`.
    """
    by, address = frame.colleague(request), reverse("retreats_staff:record", args=[round_.pk, part, ticket])
    reviewing.find(round=round_, part=part, ticket=ticket, by=by)
    if not teams.is_in(teams.found_for(round_, part), by):
        raise refusals.NotSealedToYou
    key = unlocking.current(request)
    if key is None:
        return unlocking.needed(request, back=address)
    read = reviewing.read(round=round_, part=part, ticket=ticket, key=key, today=frame.today())
    context = {
        "round": round_,
        "part": part,
        "ticket": ticket,
        "said": review_words.said(part, read.said),
        "may_change": correcting.may_change(round_),
        **_more(round_, part, read, form),
        **(more or {}),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    trail = review_frame.trail(round_, part)
    return frame.page(
        request,
        f"review_{part}",
        _("Ticket %(ticket)s") % {"ticket": ticket},
        context,
        trail=trail,
        status=status,
    )


def _more(round_: Round, part: Part, read: Read, form: forms.Form | None) -> Mapping[str, Any]:
    """What a part shows besides the words, and what can be done there."""
    facts = read.opened.facts
    if part == Part.ACCESS:
        return {"form": form or review_words.NeedsForm(initial=review_words.needs(facts)), "facts": facts}
    if part == Part.SAFETY:
        looking = review_words.NameForm()
        return {"form": form or review_words.ApartForm(), "looking": looking, **_apart(round_, read)}
    if part == Part.APPEAL:
        answered = appeals.answered(read.opened.application)
        return {"form": form or review_words.AnswerForm(initial={"text": answered}), "answered": answered}
    return {"name": facts.name}


def _apart(round_: Round, read: Read) -> dict[str, list[str]]:
    """The tickets of those whom they named by a mark, and of those whom the committee keeps from them."""
    facts = read.opened.facts
    by_mark = {each.facts.mark: ticket for ticket, each in opened(round_).items()}
    named = [mark for kind, mark in facts.ties if kind == Kind.APART]
    return {
        "named": sorted(by_mark[mark] for mark in named if mark in by_mark),
        "kept_apart": sorted(by_mark[mark] for mark in facts.kept_apart if mark in by_mark),
    }
