"""What is to be said of people put in rooms by hand. Imports no framework.

The solver takes features for granted: nobody gets a place without them. A colleague who has asked the person
may know better, so by hand a feature that is missing is asked about once more; beds, sleeping alone and who
must not meet are not.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from courses.retreats.rules.case import Applicant, Pair, Room
from courses.retreats.rules.findings import Grade


class What(StrEnum):
    FULL = "full"  # more people than beds
    NOT_ALONE = "not_alone"  # somebody who sleeps alone has company
    APART = "apart"  # two who must not meet share a room
    LACKS = "lacks"  # the room lacks what somebody needs
    NOT_TOGETHER = "not_together"  # a wish of both to share a room is not granted
    MOVED = "moved"  # elsewhere than proposed
    WAITS = "waits"  # no bed yet


GRADES: Mapping[What, Grade] = {
    What.FULL: Grade.BLOCK,
    What.NOT_ALONE: Grade.BLOCK,
    What.APART: Grade.BLOCK,
    What.LACKS: Grade.WARN,
    What.NOT_TOGETHER: Grade.NOTE,
    What.MOVED: Grade.NOTE,
    What.WAITS: Grade.NOTE,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`tickets` are those it is about, `features` what the room lacks."""

    what: What
    room: str = ""
    tickets: tuple[str, ...] = ()
    features: frozenset[str] = frozenset()

    @property
    def grade(self) -> Grade:
        return GRADES[self.what]


@dataclass(frozen=True, slots=True)
class House:
    """Who can sleep in which rooms of a house, and what was said of pairs of them. `proposed` is the room
    that the solver gave each, where it did."""

    rooms: tuple[Room, ...]
    people: tuple[Applicant, ...]
    apart: frozenset[Pair] = frozenset()
    share_room: frozenset[Pair] = frozenset()
    proposed: Mapping[str, str] | None = None


def look(house: House, sleeps: Mapping[str, str]) -> list[Finding]:
    """What is to be said when everybody sleeps so: rooms by ticket. The gravest come first."""
    here = {
        room.key: [each for each in house.people if sleeps.get(each.ticket) == room.key]
        for room in house.rooms
    }
    found = [finding for room in house.rooms for finding in _of_room(room, here[room.key], house.apart)]
    found += _of_pairs(house.share_room, sleeps)
    for each in house.people:
        room = sleeps.get(each.ticket)
        if room is None:
            found.append(Finding(What.WAITS, tickets=(each.ticket,)))
        elif (house.proposed or {}).get(each.ticket, room) != room:
            found.append(Finding(What.MOVED, room, (each.ticket,)))
    return sorted(found, key=lambda finding: -finding.grade)


def anew(before: Collection[Finding], after: Collection[Finding]) -> list[Finding]:
    """What a move brings that was not there before: nobody is held up by what others left."""
    return [each for each in after if each not in set(before)]


def _of_room(room: Room, people: Collection[Applicant], apart: frozenset[Pair]) -> Iterator[Finding]:
    tickets = tuple(sorted(each.ticket for each in people))
    if len(people) > room.beds:
        yield Finding(What.FULL, room.key, tickets)
    if len(people) > 1:
        yield from (Finding(What.NOT_ALONE, room.key, (each.ticket,)) for each in people if each.alone)
    for pair in sorted(apart):
        if set(pair) <= set(tickets):
            yield Finding(What.APART, room.key, pair)
    for each in people:
        if missing := each.features - room.features:
            yield Finding(What.LACKS, room.key, (each.ticket,), missing)


def _of_pairs(wishes: Collection[Pair], sleeps: Mapping[str, str]) -> Iterator[Finding]:
    for one, other in sorted(wishes):
        if one in sleeps and other in sleeps and sleeps[one] != sleeps[other]:
            yield Finding(What.NOT_TOGETHER, tickets=(one, other))
