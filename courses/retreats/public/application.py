"""What an application code opens. It travels in the body alone, and nothing is kept between two pages."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from courses.retreats import refusals, throttles
from courses.retreats.public import answering, changing, keeping_calendar, pages, staying
from wellbeing.privacy.guards import public


@public("GET", "POST")
def show(request: HttpRequest) -> HttpResponse:
    """The form for the code; then what was said, and everything that can be done."""
    if request.method != "POST":
        return HttpResponse(pages.enter(pages.language()))
    typed, code, now = request.POST, request.POST.get("code", ""), timezone.now()
    do, _blank, what = typed.get("do", "").partition(" ")
    try:
        return DOES.get(do, _open)(typed, code, what, now)
    except refusals.NoSuchApplication as refused:
        return _not_found(code, refused)
    except refusals.Refused as refused:
        return _again(code, refused, now)


def _open(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    return pages.shown(code, now)


# The words of buttons: does(typed, code, what, now), where `what` stands behind the word.
DOES: dict[str, Callable[[QueryDict, str, str, datetime], HttpResponse]] = {
    "open": _open,
    "change": changing.show,
    "save": changing.save,
    "deleting": changing.deleting,
    "delete": changing.delete,
    "accept": answering.accept,
    "declining": answering.declining,
    "decline": answering.decline,
    "give_up": answering.give_up,
    "stay": answering.send_stay,
    "calendar": keeping_calendar.keep,
    "no_calendar": keeping_calendar.end,
    "appeal": answering.send_appeal,
    "paper": staying.give,
}


def _again(code: str, refused: refusals.Refused, now: datetime) -> HttpResponse:
    """The same page with the sentence; whoever deleted it in another tab meanwhile reads that."""
    try:
        return pages.shown(code, now, said=refused.sentence, status=HTTPStatus.CONFLICT)
    except refusals.Refused as gone:
        return _not_found(code, gone)


def _not_found(code: str, refused: refusals.Refused) -> HttpResponse:
    status = HTTPStatus.OK
    try:
        throttles.count_wrong_code()
    except refusals.TooManyNow as crowded:
        refused, status = crowded, HTTPStatus.TOO_MANY_REQUESTS
    return HttpResponse(pages.refused(code, refused.sentence, pages.language()), status=status)
