"""Leaving a note for the team from the page of a place, and taking it back."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from courses.runs import refusals
from courses.runs.actions import enrolling, place_notes
from courses.runs.public import pages
from courses.runs.public.for_team import NoteForm


def leave(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """Raises refusals.NoSuchPlace; anything else is said beside what was typed."""
    form = NoteForm(typed)
    if not form.is_valid():
        return _page(code, now, form, HTTPStatus.BAD_REQUEST)
    try:
        place_notes.leave(code=code, note=form.note())
    except refusals.NoSuchPlace:
        raise
    except refusals.Refused as refused:
        form.add_error("needs", str(refused))
        return _page(code, now, form, HTTPStatus.CONFLICT)
    return _page(code, now, None, HTTPStatus.OK, _("Sealed. The team can read it; this page cannot."))


def remove(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """Raises refusals.NoSuchPlace."""
    place_notes.remove(code=code)
    return _page(code, now, None, HTTPStatus.OK, _("What you left for the team is deleted."))


def _page(code: str, now: datetime, form: NoteForm | None, status: int, said: str = "") -> HttpResponse:
    language = translation.get_language() or "ru"
    forms = {"note": form} if form else None
    page = pages.place(enrolling.find(code), code, now, language, said=said, typed_forms=forms)
    return HttpResponse(page, status=status)
