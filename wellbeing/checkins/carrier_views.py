"""What each carrier of nudges sees, in plain words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from wellbeing.checkins import carriers
from wellbeing.checkins.models import FEEDS
from wellbeing.outbox.carriers import previews
from wellbeing.privacy.guards import public


@public("GET")
def show(request: HttpRequest, channel: str) -> HttpResponse:
    """The page of one channel, also of one that is not offered now: people compare before they ask for it."""
    language = get_language() or "ru"
    ours = _ours(channel)
    page = carriers.page(channel, language, ours)
    if page is None:
        raise Http404
    context = {"carrier": page, "words": carriers.words(language), "is_offered": bool(ours)}
    return render(request, "checkins/carrier.html", context)


def _ours(channel: str) -> str:
    """Where people find us on a channel; empty if the operator has not configured it."""
    if channel in FEEDS:
        return channel
    try:
        return previews.sender(channel)
    except LookupError:
        return ""
