"""Changing an application, and deleting it: words of POST on its page."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from courses.retreats import opened, refusals
from courses.retreats.actions.applying import applying, sealing_words, taking_turns, withdrawing
from courses.retreats.models import Round
from courses.retreats.public import form_pages, pages
from courses.retreats.public.apply_form import ApplyForm, initial
from wellbeing.privacy import codes


def show(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """The form with what was said. Raises refusals.NoSuchApplication, ApplicationsClosed, NotAsItStands."""
    mine = opened.read(code)
    round = mine.application.round
    taking_turns.must_be_open(round, now)
    parts = sealing_words.readable(round)
    form = ApplyForm(initial=initial(mine.facts), round=round, parts=parts)
    return HttpResponse(form_pages.change(round, form, code, now))


def save(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """Raises refusals.NoSuchApplication; anything else is said beside what was typed."""
    round = opened.find(code).round
    form = ApplyForm(typed, round=round, parts=sealing_words.readable(round))
    try:
        taking_turns.must_be_open(round, now)
        if not form.is_valid():
            return HttpResponse(form_pages.change(round, form, code, now), status=HTTPStatus.BAD_REQUEST)
        applying.change(code=code, said=form.said(pages.language()), now=now)
    except refusals.NoSuchApplication:
        raise
    except refusals.Refused as refused:
        page = form_pages.change(round, form, code, now, refused=refused)
        return HttpResponse(page, status=form_pages.status_of(refused))
    return pages.shown(code, now, said=_("Changed. What you said now stands below."))


def deleting(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """What deleting means, before the press that does it."""
    mine = opened.find(code)
    shown = codes.show(codes.read(code))
    page = pages.padded(
        "deleting",
        pages.language(),
        pages.APPLICATION,
        code=shown,
        has_place=mine.offers.exists(),
        is_open=mine.round.is_open(now),
        stays=_stays(mine.round),
    )
    return HttpResponse(page)


def delete(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    stays = _stays(opened.find(code).round)
    withdrawing.delete(code=code)
    return HttpResponse(pages.padded("deleted", pages.language(), pages.APPLICATION, stays=stays))


def _stays(round: Round) -> bool:
    """Whether a round was closed upon what they said, and so its record has a row of it."""
    return round.decided not in (Round.Decided.OPEN, Round.Decided.CANCELLED)
