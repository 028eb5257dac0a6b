"""What programs for calendars and feeds ask for by themselves.

The address is the secret: no log has it, and one that leads nowhere is answered as any that is not there.
"""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from wellbeing.checkins import links
from wellbeing.checkins.feeds import atom, calendar, opening
from wellbeing.checkins.models import Channel
from wellbeing.privacy.guards import public


@public("GET")
def show_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """All entries of the subscription, whenever one asks."""
    try:
        feed = opening.open_feed(typed=code, channel=Channel.ICS, now=timezone.now())
    except opening.NoSuchFeed:
        raise Http404 from None
    return HttpResponse(calendar.write(feed), content_type=calendar.CONTENT_TYPE)


@public("GET")
def show_atom(request: HttpRequest, code: str) -> HttpResponse:
    """The newest entry whose time has come."""
    now = timezone.now()
    try:
        feed = opening.open_feed(typed=code, channel=Channel.ATOM, now=now)
    except opening.NoSuchFeed:
        raise Http404 from None
    return HttpResponse(atom.write(feed, now=now), content_type=atom.CONTENT_TYPE)


@public("GET", refused="checkins/link.html")
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """On to the page where one press puts off or stops, under an address of its own for each time."""
    try:
        link = opening.open_link(typed=code, now=timezone.now())
    except opening.NoSuchFeed:
        return render(request, "checkins/link.html", {"said": "broken"}, status=HTTPStatus.NOT_FOUND)
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": links.address_of(link)})
