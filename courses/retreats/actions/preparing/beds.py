"""Who sleeps in which bed: proposed for all who have none, and moved by hand.

The retreat is held while beds change, so that two colleagues never give the same one; PostgreSQL counts beds
besides.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from courses.retreats import rooms, stay_refusals, traces
from courses.retreats.models import Bed, HouseRoom, Offer, Retreat
from courses.retreats.rooms import Arranged
from courses.retreats.rules import rooms_by_hand
from courses.retreats.rules.case import Retreat as RetreatOfCase
from courses.retreats.rules.findings import Grade
from courses.retreats.rules.rooming import share_rooms
from courses.retreats.rules.rooms_by_hand import Finding
from courses.retreats.rules.solving import CannotAllHold, Stopped
from wellbeing.accounts.models import User

SECONDS = 5.0


@transaction.atomic
def propose(*, retreat: UUID, by: User, today: date) -> int:
    """A bed for everybody who said yes and has none, where the result had them if that still suits; nobody
    who has one is moved. Returns how many got one.

    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.NoBedsForAll, server_keys.NoKey,
    sealing.DoesNotOpen.
    """
    held = _hold(retreat)
    now = rooms.arranged(held)
    if not now.house.people:
        return 0
    shared = RetreatOfCase(str(held.pk), held.places, now.house.rooms)
    try:
        found = share_rooms(
            shared,
            now.house.people,
            now.house.share_room,
            value=held.round.value if held.round else "",
            seconds=SECONDS,
            held=_as_shared_out(now),
            apart=now.house.apart,
        )
    except (CannotAllHold, Stopped):
        raise stay_refusals.NoBedsForAll from None
    new = {ticket: room for ticket, room in found.items() if ticket not in now.sleeps}
    _give(held, now, new)
    traces.note(held, "retreats.propose_beds", by, on=today)
    return len(new)


@transaction.atomic
def move(
    *, retreat: UUID, offer: UUID | None, room: UUID | None, why: str, by: User, today: date
) -> list[Finding]:
    """Put somebody in a room, or in none; returns what is good to know of it.

    `why` is a word of `stay_refusals.WHYS` where a room lacks what they need: without it that is asked about.
    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.NobodyThere, stay_refusals.CannotBe,
    stay_refusals.AskedAbout, server_keys.NoKey, sealing.DoesNotOpen.
    """
    held = _hold(retreat)
    now = rooms.arranged(held)
    ticket = next((ticket for ticket, key in now.offers.items() if key == offer), None)
    if ticket is None or (room and str(room) not in now.rooms):
        raise stay_refusals.NobodyThere
    then = {each: key for each, key in now.sleeps.items() if each != ticket}
    if room:
        then[ticket] = str(room)
    found = rooms_by_hand.anew(rooms_by_hand.look(now.house, now.sleeps), rooms_by_hand.look(now.house, then))
    if blocking := [each for each in found if each.grade is Grade.BLOCK]:
        raise stay_refusals.CannotBe(blocking, now)
    asking = [each for each in found if each.grade is Grade.WARN]
    if asking and why not in stay_refusals.WHYS:
        raise stay_refusals.AskedAbout(asking, now)
    if now.sleeps.get(ticket) != then.get(ticket):
        Bed.objects.filter(offer=offer).delete()
        _give(held, now, {ticket: str(room)} if room else {})
        _note(held, why if asking else "", by, today)
    return [each for each in found if each.grade is Grade.NOTE]


def _as_shared_out(now: Arranged) -> Mapping[str, str]:
    """Who has a bed stays there, and the others are where the result had them; not if others have moved up
    since, and something of it does not go together any more."""
    there = {each.ticket for each in now.house.people}
    given = {ticket: room for ticket, room in (now.house.proposed or {}).items() if ticket in there}
    then = {**given, **now.sleeps}
    before, after = (rooms_by_hand.look(now.house, sleeps) for sleeps in (now.sleeps, then))
    return now.sleeps if rooms_by_hand.anew(before, after) else then


def _hold(retreat: UUID) -> Retreat:
    rows = Retreat.objects.select_for_update(of=("self",), no_key=True).select_related("house", "round")
    held = rows.get(pk=retreat)
    if held.decided != Retreat.Decided.PUBLISHED:
        raise stay_refusals.NotNow
    return held


def _give(retreat: Retreat, now: Arranged, rooms: Mapping[str, str]) -> None:
    """To each of these a bed of their room that is nobody's."""
    there = {str(room.pk): room for room in HouseRoom.objects.filter(pk__in=set(rooms.values()))}
    taken: dict[str, set[int]] = {key: set() for key in there}
    for room, number in Bed.objects.filter(retreat=retreat, room__in=there.values()).values_list(
        "room", "number"
    ):
        taken[str(room)].add(number)
    for ticket, key in sorted(rooms.items()):
        free = next((each for each in range(1, there[key].beds + 1) if each not in taken[key]), None)
        if free is None:
            raise stay_refusals.NoBedsForAll
        taken[key].add(free)
        offer = Offer(pk=now.offers[ticket])
        Bed.objects.create(offer=offer, retreat=retreat, room=there[key], number=free)


def _note(retreat: Retreat, why: str, by: User, today: date) -> None:
    """That somebody was moved, by a day and without whom; and where a need was passed over, why."""
    if why:
        traces.note(retreat, "retreats.beds_despite", by, on=today, why=why)
    else:
        traces.note(retreat, "retreats.move_beds", by, on=today)
