"""What the buttons of the offer lead to. Called by the one view of a self-check, behind its guard.

Nothing of it is stored but a sealed ballot, and nothing of it is written into a log.
"""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wellbeing.assessments.actions import adding
from wellbeing.assessments.adding import offers, pages
from wellbeing.assessments.adding import refusals as own
from wellbeing.assessments.adding.pages import Wish
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.ballots import refusals


def choose(request: HttpRequest, shown: Shown, line: str) -> HttpResponse:
    """The regions to choose from; nothing is added yet."""
    if not offers.is_taken(shown):
        return HttpResponse(pages.ended(shown, line, own.NotTaken()))
    return HttpResponse(pages.ask(shown, line, _wish(request)))


def add(request: HttpRequest, shown: Shown, line: str) -> HttpResponse:
    """Add the answers, or say why they are not added, with everything still there."""
    wish, now = _wish(request), timezone.now()
    try:
        adding.add(
            shown=shown,
            answers=shown.sheet.texts(line),
            is_ticked=wish.is_ticked,
            region=wish.region,
            form=wish.form,
            now=now,
        )
    except (own.NotTaken, refusals.Used) as refused:
        return HttpResponse(pages.ended(shown, line, refused))
    except refusals.Refused as refused:
        return _again(shown, line, wish, refused, now)
    return HttpResponse(pages.added(shown))


def _again(shown: Shown, line: str, wish: Wish, refused: refusals.Refused, now: datetime) -> HttpResponse:
    """The form once more; a token that is good no longer is replaced by a new one."""
    if isinstance(refused, refusals.Stale):
        wish = replace(wish, form=offers.form_for(shown, now=now))
    status = HTTPStatus.BAD_REQUEST if isinstance(refused, own.UnknownRegion) else HTTPStatus.OK
    return HttpResponse(pages.ask(shown, line, wish, said=pages.sentence(refused)), status=status)


def _wish(request: HttpRequest) -> Wish:
    """Codes of regions come filled up to one length, so that how much was sent does not tell which it was."""
    form = request.POST
    return Wish(form.get("ok") == "1", form.get("region", "").strip(" "), form.get("form", ""))
