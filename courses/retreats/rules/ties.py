"""From what people said of each other to pairs. Imports no framework.

Everybody is known to others by a mark: a short text they give to whom they want to be found by. Whom
somebody must not meet is taken from one side alone; coming together, sharing a room and being bound need the
word of both. Where two must not meet, whatever else was said of that pair is dropped without a word, so that
nobody learns from it that they were named. Only of a chain of three or more who are bound, that it was
loosened shows in the published file, and so that two in it must not meet, where places cannot be the reason.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courses.retreats.rules.case import Pair, pair
from courses.retreats.rules.facts import MOST_TIES


class Kind(StrEnum):
    """What one person can say of another."""

    BOUND = "bound"  # we come together or not at all
    TOGETHER = "together"  # I would like us to come together
    SHARE_ROOM = "share_room"
    APART = "apart"  # we must not meet


class Slip(StrEnum):
    """What is wrong with what one person said."""

    ONESELF = "oneself"
    REPEATED = "repeated"  # the same person twice in one kind
    CONTRADICTS = "contradicts"  # apart, and something else too
    TOO_MANY = "too_many"


Tie = tuple[str, str]  # a kind, and the mark of the other


@dataclass(frozen=True, slots=True)
class Person:
    """`wishes` are the retreats they asked for, in any order."""

    ticket: str
    mark: str
    wishes: Collection[str] = ()
    ties: Sequence[Tie] = ()


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs of tickets, as a case has them. `loosened` were bound and could never have come: they are among
    `together` instead. `unmatched` counts ties to marks that are nobody's."""

    bound: frozenset[Pair]
    together: frozenset[Pair]
    share_room: frozenset[Pair]
    apart: frozenset[Pair]
    loosened: frozenset[Pair]
    unmatched: int


def match(people: Collection[Person], *, places: Mapping[str, int], apart: Collection[Pair] = ()) -> Ties:
    """The pairs that hold. `places` are those of each retreat; `apart` are pairs of tickets, in either order,
    that the team entered by hand, of which those that name somebody unknown are left out.

    Bound people are loosened, a whole chain of them, when two in it must not meet, or when no retreat that
    all of them wish for has so many places.
    """
    said = _Said(people)
    never = said.by_one(Kind.APART) | said.known(apart)
    bound = said.by_both(Kind.BOUND) - never
    together = said.by_both(Kind.BOUND, Kind.TOGETHER) - never
    loosened = _loosened(people, bound, never, places)
    return Ties(
        bound=bound - loosened,
        together=together - (bound - loosened),
        share_room=said.by_both(Kind.SHARE_ROOM) - never,
        apart=never,
        loosened=loosened,
        unmatched=said.unmatched,
    )


def check_own(mark: str, ties: Sequence[Tie]) -> list[Slip]:
    """What is wrong with what somebody with this mark says; nothing where all is well."""
    marks = [other for _kind, other in ties]
    apart = {other for kind, other in ties if kind == Kind.APART}
    rest = {other for kind, other in ties if kind != Kind.APART}
    found = {
        Slip.ONESELF: mark in marks,
        Slip.REPEATED: len(set(ties)) < len(ties),
        Slip.CONTRADICTS: not apart.isdisjoint(rest),
        Slip.TOO_MANY: len(ties) > MOST_TIES,
    }
    return [slip for slip, is_so in found.items() if is_so]


class _Said:
    """Who said what of whom, by tickets. A mark that two have stands for both of them."""

    def __init__(self, people: Collection[Person]) -> None:
        self.tickets = {each.ticket for each in people}
        having: dict[str, list[str]] = {}
        for each in people:
            having.setdefault(each.mark, []).append(each.ticket)
        self.unmatched = sum(mark not in having for each in people for _kind, mark in each.ties)
        self.said = {
            (kind, each.ticket, other)
            for each in people
            for kind, mark in each.ties
            for other in having.get(mark, ())
            if other != each.ticket
        }

    def by_one(self, kind: Kind) -> frozenset[Pair]:
        return frozenset(pair(one, other) for said, one, other in self.said if said == kind)

    def by_both(self, *kinds: Kind) -> frozenset[Pair]:
        """Pairs of whom each said one of these of the other: to be bound is to want to come together too."""
        ways = {(one, other) for said, one, other in self.said if said in kinds}
        return frozenset(pair(one, other) for one, other in ways if (other, one) in ways)

    def known(self, pairs: Iterable[Pair]) -> frozenset[Pair]:
        return frozenset(pair(a, b) for a, b in pairs if a != b and {a, b} <= self.tickets)


def _loosened(
    people: Collection[Person], bound: frozenset[Pair], never: frozenset[Pair], places: Mapping[str, int]
) -> frozenset[Pair]:
    """The bound pairs of every chain that could never come."""
    wishes = {each.ticket: set(each.wishes) for each in people}
    found: set[Pair] = set()
    for chain in chains(bound):
        common = set.intersection(*(wishes[ticket] for ticket in chain))
        most = max((places.get(key, 0) for key in common), default=0)
        if len(chain) > most or any(chain.issuperset(two) for two in never):
            found |= {two for two in bound if chain.issuperset(two)}
    return frozenset(found)


def chains(pairs: Collection[Pair]) -> Iterator[set[str]]:
    """Those who hang together, over however many others, circles too."""
    beside: dict[str, set[str]] = {}
    for one, other in pairs:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    while beside:
        chain, new = set(), {min(beside)}
        while new:
            chain |= new
            new = set().union(*(beside.pop(ticket) for ticket in new)) - chain
        yield chain
