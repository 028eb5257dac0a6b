"""Who sleeps where: proposed for all, and moved by hand, with what is to be said of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import refusals, room_words, rooms, scope
from courses.retreats.actions.preparing import beds
from courses.retreats.actions.rounds import steps
from courses.retreats.models import Bed, Offer, Retreat
from courses.retreats.rooms import Arranged
from courses.retreats.rules import rooms_by_hand
from courses.retreats.rules.findings import Grade
from courses.retreats.staff import frame, trails
from courses.retreats.stay_refusals import WHYS, AskedAbout
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen

PREFIX = "room-"


@dataclass(frozen=True, slots=True)
class Row:
    """One person: what they need of a room, in words, and the room that is chosen for them on the page."""

    offer: UUID
    name: str
    needs: str
    is_alone: bool
    room: str
    chosen: str


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any] | None:
    """Counts alone: names are opened on the page of the rooms."""
    if retreat.decided != Retreat.Decided.PUBLISHED:
        return None
    come = Offer.objects.filter(retreat=retreat, standing=Offer.Standing.ACCEPTED).count()
    return {"come": come, "beds": Bed.objects.filter(retreat=retreat).count()}


@staff(*scope.SEES_RETREATS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """The rooms with who sleeps in them, and a choice of rooms beside each person."""
    seen, by = frame.retreat(request, retreat_id), frame.colleague(request)
    try:
        steps.ask_who_comes(seen.round, by=by, today=frame.today())
        return _pressed(request, seen) if request.method == "POST" else _page(request, seen)
    except DoesNotOpen:
        said = _(
            "The server has no key at the moment that opens who comes. Nothing is lost: try again later."
        )
    except refusals.HasApplied as refused:
        said = str(refused)
    messages.error(request, said)
    return redirect("retreats_staff:retreat", seen.pk)


def _pressed(request: HttpRequest, seen: Retreat) -> HttpResponse:
    by, today, typed = frame.colleague(request), frame.today(), request.POST
    offer = _key(typed.get("move", ""))
    try:
        if "propose" in typed:
            number = beds.propose(retreat=seen.pk, by=by, today=today)
            said = ngettext("%(count)s person got a bed.", "%(count)s people got a bed.", number)
            messages.success(request, said % {"count": number})
        else:
            room, why = _key(typed.get(f"{PREFIX}{offer}", "")), typed.get("why", "")
            beds.move(retreat=seen.pk, offer=offer, room=room, why=why, by=by, today=today)
            messages.success(request, _("Moved."))
    except AskedAbout as asked:
        return _page(request, seen, asked=str(asked), offer=offer, status=409)
    except refusals.Refused as refused:
        return _page(request, seen, refused=str(refused), status=409)
    return redirect("retreats_staff:rooms", seen.pk)


def _page(request: HttpRequest, seen: Retreat, *, status: int = 200, **more: Any) -> HttpResponse:
    """As it is now; what is chosen and not pressed yet stays chosen. `asked` is what has to be said yes to
    before the person with `offer` is moved."""
    now = rooms.arranged(seen)
    found = rooms_by_hand.look(now.house, now.sleeps)
    rows = _rows(now, request)
    context = {
        "retreat": seen,
        "rows": rows,
        "rooms": _rooms(seen, now),
        "choices": [("", _("no bed yet")), *now.rooms.items()],
        "blocks": [room_words.said(each, now) for each in found if each.grade is Grade.BLOCK],
        "warnings": [room_words.said(each, now) for each in found if each.grade is Grade.WARN],
        "notes": [room_words.said(each, now) for each in found if each.grade is Grade.NOTE],
        "waits": sum(not each.room for each in rows),
        "whys": WHYS.items(),
        **more,
    }
    trail = trails.retreat(seen)
    title = trails.of(_("Rooms and beds"), seen)
    return frame.page(request, "retreat_rooms", title, context, trail=trail, status=status)


def _rows(now: Arranged, request: HttpRequest) -> list[Row]:
    rows = []
    for each in now.house.people:
        offer, room = now.offers[each.ticket], now.sleeps.get(each.ticket, "")
        chosen = request.POST.get(f"{PREFIX}{offer}", room)
        needs = room_words.features(each.features)
        rows.append(Row(offer, now.names[each.ticket], needs, each.alone, room, chosen))
    return rows


def _rooms(seen: Retreat, now: Arranged) -> list[dict[str, Any]]:
    """Each room with its beds, what it offers, and who sleeps there by working name."""
    return [
        {
            "name": now.rooms[room.key],
            "beds": room.beds,
            "offers": room_words.features(room.features),
            "people": [
                now.names[each.ticket] for each in now.house.people if now.sleeps.get(each.ticket) == room.key
            ],
        }
        for room in now.house.rooms
    ]


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
