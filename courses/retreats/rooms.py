"""Who sleeps where at a retreat, opened for its team and organisers: names and needs of those who come."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from courses.retreats import frozen
from courses.retreats.models import Bed, Frozen, Offer, Retreat
from courses.retreats.rules import ties
from courses.retreats.rules.case import Applicant, Pair, Room
from courses.retreats.rules.facts import Facts
from courses.retreats.rules.rooms_by_hand import House


@dataclass(frozen=True, slots=True)
class Arranged:
    """`house` under tickets and ids of rooms, `sleeps` as it is now; `offers` and `names` by ticket."""

    house: House
    sleeps: Mapping[str, str]
    offers: Mapping[str, UUID]
    names: Mapping[str, str]
    rooms: Mapping[str, str]


def arranged(retreat: Retreat) -> Arranged:
    """Raises server_keys.NoKey, sealing.DoesNotOpen."""
    rows = Offer.objects.filter(retreat=retreat, standing=Offer.Standing.ACCEPTED)
    people = {offer.pk: offer.application.facts() for offer in rows.select_related("application")}
    rooms = list(retreat.house.rooms.all())
    beds = dict(Bed.objects.filter(retreat=retreat, offer__in=people).values_list("offer", "room"))
    closed = _closed(retreat)
    apart, share_room = _pairs(retreat, list(people.values()), closed)
    by_name = sorted(people.items(), key=lambda each: (each[1].name.casefold(), each[1].ticket))
    return Arranged(
        house=House(
            rooms=tuple(Room(str(room.pk), room.beds, frozenset(room.features)) for room in rooms),
            people=tuple(_applicant(facts) for _offer, facts in by_name),
            apart=apart,
            share_room=share_room,
            proposed=_proposed(retreat, closed),
        ),
        sleeps={people[offer].ticket: str(room) for offer, room in beds.items()},
        offers={facts.ticket: offer for offer, facts in by_name},
        names={facts.ticket: facts.name for _offer, facts in by_name},
        rooms={str(room.pk): room.name for room in rooms},
    )


def _applicant(facts: Facts) -> Applicant:
    needs = frozenset(facts.features)
    return Applicant(facts.ticket, facts.region, facts.wishes, features=needs, alone=facts.alone)


def _pairs(
    retreat: Retreat, people: list[Facts], closed: frozen.Closed | None
) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Who must not meet, as was said since or when the round was closed, and who wish to share a room."""
    said = [
        ties.Person(
            each.ticket,
            each.mark,
            each.wishes,
            (*each.ties, *((str(ties.Kind.APART), mark) for mark in each.kept_apart)),
        )
        for each in people
    ]
    found = ties.match(said, places={str(retreat.pk): retreat.places})
    tickets = {each.ticket for each in people}
    before = {pair for pair in closed.case.apart if set(pair) <= tickets} if closed else frozenset()
    apart = found.apart | before
    return apart, found.share_room - apart


def _proposed(retreat: Retreat, closed: frozen.Closed | None) -> dict[str, str]:
    """The rooms that the published result gave those who got a place here by it."""
    if closed is None or closed.result is None:
        return {}
    letters = {key: letter for letter, key in closed.names.retreats.items()}
    letter = letters.get(str(retreat.pk), "")
    rooms = closed.names.rooms.get(letter, {})
    given = closed.result.get("rooms", {})
    here = (ticket for ticket, place in closed.result["places"].items() if place == letter)
    return {ticket: rooms[given[ticket]] for ticket in here if given.get(ticket) in rooms}


def _closed(retreat: Retreat) -> frozen.Closed | None:
    try:
        return frozen.closed_case(retreat.round) if retreat.round else None
    except Frozen.DoesNotExist:
        return None
