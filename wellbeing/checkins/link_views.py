"""The link in a message."""

import secrets
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override

from wellbeing.checkins import links
from wellbeing.checkins.actions import managing
from wellbeing.privacy.guards import public
from wellbeing.privacy.sealing import DoesNotOpen

chance = secrets.SystemRandom().random

# How a program for mail says that its person wants to stop (RFC 8058).
ONE_CLICK = ("List-Unsubscribe", "One-Click")
SNOOZE_DAYS = {"week": 7, "month": 30}


@public("GET", "POST", takes_parts=True, refused="checkins/link.html")
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: looking changes nothing, since programs look at links too; a press does.

    It tells nothing of the site, and the same to whoever has stopped already.
    """
    try:
        link = links.follow(token)
    except DoesNotOpen:
        return render(request, "checkins/link.html", {"said": "broken"}, status=HTTPStatus.NOT_FOUND)
    with override(link.language):
        said = _press(request, link)
        return render(request, "checkins/link.html", {"said": said, "language": link.language})


def _press(request: HttpRequest, link: links.Link) -> str:
    pressed = request.POST.get("do", "")
    if pressed == "stop" or request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]:
        managing.stop_by_id(id=link.id)
        return "stopped"
    if days := SNOOZE_DAYS.get(pressed):
        managing.snooze_by_id(id=link.id, days=days, now=timezone.now(), chance=chance)
        return "snoozed"
    return ""
