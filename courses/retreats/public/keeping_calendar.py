"""Whoever comes makes a calendar of their own, gives it other words, and takes it away."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from courses.retreats.actions.applying import calendars
from courses.retreats.public import pages
from courses.runs.public.forms import CalendarForm


def keep(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    form = CalendarForm(typed)
    if not form.is_valid():
        return pages.shown(code, now, typed_forms={"coming": form}, status=HTTPStatus.BAD_REQUEST)
    calendars.set_calendar(code=code, says=form.cleaned_data["says"])
    return pages.shown(code, now, said=_("The address of your calendar is below."))


def end(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    calendars.set_calendar(code=code, says="")
    return pages.shown(code, now, said=_("The calendar is gone; its address leads nowhere."))
