"""Rounds and what they share out, for everybody to read: without a session, a cookie or a script."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from cms.remembering import is_fresh
from courses.retreats import decided, receipts
from courses.retreats.public import pages, rounds_reading
from wellbeing.privacy.guards import public

RETREATS = "retreats/"
JSON = "application/json"


@public("GET")
def index(request: HttpRequest) -> HttpResponse:
    """What a retreat is, which rounds are open, and what was published."""
    is_fresh(request)
    opened, between, done = rounds_reading.listed(timezone.now())
    return _page("rounds", RETREATS, opened=opened, between=between, done=done)


@public("GET")
def show(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round: its retreats, its rules, its hours, and how anybody checks what came of it."""
    is_fresh(request)
    seen = rounds_reading.one(round_id, timezone.now())
    if seen is None:
        raise Http404
    path = f"{RETREATS}{round_id}/"
    rules, erased_in = rounds_reading.rules(seen.round), receipts.erased_in(seen.round)
    said = {"rules": rules, "erased_in": erased_in, "decided": decided.of(seen.round)}
    return _page("round", path, seen=seen, round=seen.round, **said)


@public("GET")
def record(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The published file, byte for byte."""
    text = rounds_reading.record(round_id)
    if not text:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="record.json"'}
    return HttpResponse(text, content_type=JSON, headers=headers)


def _page(name: str, path: str, **context: object) -> HttpResponse:
    context |= {"language": pages.language(), "path": path}
    return HttpResponse(render_to_string(f"retreats/public/{name}.html", context))
