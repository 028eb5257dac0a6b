"""What a place code opens. It travels in the body alone, and nothing is kept between two pages."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.runs import refusals, throttles
from courses.runs.actions import enrolling, own_place, waiting
from courses.runs.public import confirming, giving_feedback, leaving_notes, pages
from courses.runs.public.forms import CalendarForm
from wellbeing.privacy.guards import public


@public("GET", "POST")
def show(request: HttpRequest) -> HttpResponse:
    """The form for the code; then the sessions and everything that can be done."""
    if request.method != "POST":
        return HttpResponse(pages.enter(_language()))
    typed, code, now = request.POST, request.POST.get("code", ""), timezone.now()
    do, _blank, what = typed.get("do", "").partition(" ")
    try:
        return DOES.get(do, _open)(typed, code, what, now)
    except refusals.NoSuchPlace as refused:
        return _not_found(code, refused)
    except refusals.Refused as refused:
        return _again(code, refused, now)


def _open(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    return _shown(code, now)


def _accept(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    waiting.accept(code=code, now=now)
    return _shown(code, now, _("You have a place."))


def _absent(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    own_place.set_absence(code=code, session=what, is_absent=True, now=now)
    return _shown(code, now, _("Noted: you will not come that day. Your place stays yours."))


def _coming(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    own_place.set_absence(code=code, session=what, is_absent=False, now=now)
    return _shown(code, now, _("Good: you are expected that day."))


def _calendar(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    form = CalendarForm(typed)
    if not form.is_valid():
        page = pages.place(enrolling.find(code), code, now, _language(), says=form)
        return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)
    own_place.set_calendar(code=code, says=form.cleaned_data["says"])
    return _shown(code, now, _("The address of your calendar is below."))


def _no_calendar(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    own_place.set_calendar(code=code, says="")
    return _shown(code, now, _("The calendar is gone; its address leads nowhere."))


def _leaving(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    return HttpResponse(pages.leaving(enrolling.find(code), code, _language()))


def _leave(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    enrolling.leave(code=code, now=now)
    return HttpResponse(pages.left(_language()))


DOES: dict[str, Callable[[QueryDict, str, str, datetime], HttpResponse]] = {
    "accept": _accept,
    "absent": _absent,
    "coming": _coming,
    "calendar": _calendar,
    "no_calendar": _no_calendar,
    "leaving": _leaving,
    "leave": _leave,
    "note": leaving_notes.leave,
    "no_note": leaving_notes.remove,
    "paper": confirming.give,
    "feedback": giving_feedback.give,
}


def _shown(code: str, now: datetime, said: str = "") -> HttpResponse:
    return HttpResponse(pages.place(enrolling.find(code), code, now, _language(), said=said))


def _again(code: str, refused: refusals.Refused, now: datetime) -> HttpResponse:
    """The same page with the sentence; whoever left in another tab meanwhile reads that."""
    try:
        page = pages.place(enrolling.find(code), code, now, _language(), said=refused.sentence)
    except refusals.NoSuchPlace as gone:
        return _not_found(code, gone)
    return HttpResponse(page, status=HTTPStatus.CONFLICT)


def _not_found(code: str, refused: refusals.Refused) -> HttpResponse:
    status = HTTPStatus.OK
    try:
        throttles.count_wrong_code()
    except refusals.TooManyNow as crowded:
        refused, status = crowded, HTTPStatus.TOO_MANY_REQUESTS
    return HttpResponse(pages.refused(code, refused.sentence, _language()), status=status)


def _language() -> str:
    return translation.get_language() or "ru"
