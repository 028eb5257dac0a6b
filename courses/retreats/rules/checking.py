"""Whether a result is one that the published case and policy allow, by plain counting.

Reads the published JSON itself and shares no code with what made the result: a fault in one is no fault in
the other. It finds every rule that is broken, counts each aim anew, and says where one more person, or one in
place of another, would have been better by the policy's own order. That nothing better exists anywhere is the
solver's proof; here only its nearest neighbours are tried.

Imports nothing but the standard library.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: a rule or an aim by its name, and who or what is concerned."""

    rule: str
    about: str


def faults(case: Raw, policy: Raw, result: Raw, value: str) -> list[Fault]:
    """All that is wrong with `result`: `places` by ticket, `rooms` by ticket, and `reached` by aim."""
    return list(Counting(case, policy, result, value).all())


class Counting:
    """A result, counted."""

    def __init__(self, case: Raw, policy: Raw, result: Raw, value: str) -> None:
        self.case, self.policy, self.value = case, policy, value
        self.people = {each["ticket"]: each for each in case["applicants"]}
        self.retreats = {each["key"]: each for each in case["retreats"]}
        self.places: dict[str, str] = result["places"]
        self.rooms: dict[str, str] = result["rooms"]
        self.reached: list[list[Any]] = result["reached"]
        self.drawn: dict[str, int] = {}

    @cached_property
    def wishing(self) -> dict[str, list[Raw]]:
        """Who wished for each retreat."""
        found: dict[str, list[Raw]] = defaultdict(list)
        for person in self.people.values():
            for key in person["wishes"]:
                found[key].append(person)
        return found

    @cached_property
    def at(self) -> dict[str, list[str]]:
        """Who has a place at each retreat."""
        found: dict[str, list[str]] = {key: [] for key in self.retreats}
        for ticket, key in sorted(self.places.items()):
            found[key].append(ticket)
        return found

    @cached_property
    def pairs_of(self) -> dict[tuple[str, str], list[list[str]]]:
        """The pairs of each kind that somebody is in."""
        found: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
        for kind in ("apart", "bound", "together"):
            for pair in self.case[kind]:
                for ticket in pair:
                    found[kind, ticket].append(pair)
        return found

    def all(self) -> Iterator[Fault]:
        strangers = [*self._strangers()]
        yield from strangers
        if strangers:
            return
        broken = [*self.broken(self.places)]
        yield from broken
        yield from self._beds()
        yield from self._counts()
        if not broken:
            yield from self._better()

    def _strangers(self) -> Iterator[Fault]:
        for ticket, key in self.places.items():
            if ticket not in self.people or key not in self.retreats:
                yield Fault("unknown", f"{ticket} {key}")
            elif key not in self.people[ticket]["wishes"]:
                yield Fault("not_wished", f"{ticket} {key}")
        for ticket in self.rooms:
            if ticket not in self.places:
                yield Fault("room_without_place", ticket)

    def broken(self, places: dict[str, str]) -> Iterator[Fault]:
        """The rules that an outcome does not keep, but for rooms."""
        there: dict[str, list[Raw]] = {key: [] for key in self.retreats}
        for ticket, key in places.items():
            there[key].append(self.people[ticket])
        for key, people in there.items():
            yield from self._at(key, people)
        yield from self._pairs(self.case["apart"], self.case["bound"], places)

    def _pairs(
        self, apart: Iterable[list[str]], bound: Iterable[list[str]], places: dict[str, str]
    ) -> Iterator[Fault]:
        for one, other in apart:
            if one in places and places[one] == places.get(other):
                yield Fault("apart", f"{one} {other}")
        for one, other in bound:
            if places.get(one) != places.get(other):
                yield Fault("bound", f"{one} {other}")

    def _at(self, key: str, people: list[Raw]) -> Iterator[Fault]:
        """The rules about one retreat."""
        retreat = self.retreats[key]
        if len(people) > retreat["places"]:
            yield Fault("places", key)
        for label, most in retreat["limits"].items():
            if sum(label in each["labels"] for each in people) > most:
                yield Fault("limits", f"{key} {label}")
        wishing = self.wishing[key]
        yield from self._regions(key, people, wishing)
        kept = min(self.policy["kept"], sum(not each["has_been"] for each in wishing))
        been = sum(each["has_been"] for each in people)
        if been > max(0, retreat["places"] - kept) and ["kept", key, ""] not in self.policy["let_go"]:
            yield Fault("kept", key)

    def _regions(self, key: str, people: list[Raw], wishing: list[Raw]) -> Iterator[Fault]:
        had, asked = Counter(each["region"] for each in people), Counter(each["region"] for each in wishing)
        for region in asked:
            most = self.policy["most"].get(region, self.policy["most_elsewhere"])
            if most is not None and had[region] > most:
                yield Fault("most", f"{key} {region}")
        for region, least in self.policy["least"].items():
            if ["least", key, region] in self.policy["let_go"]:
                continue
            if had[region] < min(least, asked[region]):
                yield Fault("least", f"{key} {region}")

    def _beds(self) -> Iterator[Fault]:
        rooms = {(key, room["key"]): room for key, each in self.retreats.items() for room in each["rooms"]}
        sleeping: dict[tuple[str, str], list[Raw]] = defaultdict(list)
        for ticket, key in self.places.items():
            bed = (key, self.rooms.get(ticket, ""))
            if bed not in rooms:
                yield Fault("no_room", ticket)
            elif not set(self.people[ticket]["features"]) <= set(rooms[bed]["features"]):
                yield Fault("access", ticket)
            else:
                sleeping[bed].append(self.people[ticket])
        for bed, people in sleeping.items():
            if len(people) > rooms[bed]["beds"]:
                yield Fault("beds", " ".join(bed))
            if len(people) > 1 and any(each["alone"] for each in people):
                yield Fault("alone", " ".join(bed))

    def _counts(self) -> Iterator[Fault]:
        counted = self._order(self.places)
        if [name for name, _value in self.reached] != [name for name, _value in counted]:
            yield Fault("aims", "order")
            return
        for (name, said), (_name, true) in zip(self.reached, counted, strict=True):
            if said != true:
                yield Fault("counted", name)

    def _order(self, places: dict[str, str]) -> list[tuple[str, int]]:
        """What the outcome is worth, in the order of the policy."""
        people = [self.people[ticket] for ticket in places]
        found: list[tuple[str, int]] = []
        aims = self.policy["aims"]
        for aim in aims if "lot" in aims else [*aims, "lot"]:
            if aim == "need":
                found += [(f"need {n}", sum(each["need"] == n for each in people)) for n in (3, 2, 1)]
            else:
                found.append((aim, self._aim(aim, people, places)))
        where = sum(self._lot(f"{ticket} {key}") for ticket, key in places.items())
        return [*found, ("lot of places", where)]

    def _aim(self, aim: str, people: list[Raw], places: dict[str, str]) -> int:
        match aim:
            case "served":
                return len(people)
            case "first_time":
                return sum(not each["has_been"] for each in people)
            case "turned_away":
                return sum(each["turned_away"] for each in people)
            case "under_served":
                return sum(self.case["under_served"].get(each["region"], 0) for each in people)
            case "lot":
                return sum(self._lot(ticket) for ticket in places)
            case "wishes":
                return sum(max(1, 4 - self.people[t]["wishes"].index(key)) for t, key in places.items())
            case "together":
                return sum(a in places and places[a] == places.get(b) for a, b in self.case["together"])
        raise ValueError(aim)

    def _lot(self, mark: str) -> int:
        if mark not in self.drawn:
            digest = hashlib.sha256(f"{self.value}\n{mark}".encode()).hexdigest()
            self.drawn[mark] = 1 + int(digest[:6], 16)
        return self.drawn[mark]

    def _better(self) -> Iterator[Fault]:
        """The first place at which one more person, or one in place of another, keeps every rule and is worth
        more."""
        for ticket in sorted(self.people.keys() - self.places.keys()):
            for key in self.people[ticket]["wishes"]:
                for leaving in ("", *self.at[key]):
                    if self._beats(ticket, key, leaving):
                        yield Fault("better", f"{ticket} {key} {leaving}".strip())
                        return

    def _beats(self, ticket: str, key: str, leaving: str) -> bool:
        is_better = next(filter(None, self.change(ticket, key, leaving)), 0) > 0
        return is_better and not self.forbids(ticket, key, leaving)

    def forbids(self, ticket: str, key: str, leaving: str) -> str:
        """The rule that is in the way of somebody at a retreat, beside everybody or in one person's place;
        of a result that keeps every rule."""
        there = [self.people[each] for each in self.at[key] if each != leaving] + [self.people[ticket]]
        apart, bound = ([*self._pairs_of(kind, ticket, leaving)] for kind in ("apart", "bound"))
        asked = {each for pair in (*apart, *bound) for each in pair} - {leaving}
        places = {each: self.places[each] for each in asked if each in self.places} | {ticket: key}
        broken = chain(self._at(key, there), self._pairs(apart, bound, places))
        if fault := next(broken, None):
            return fault.rule
        return "" if self.has_beds(key, there) else "beds"

    def _pairs_of(self, kind: str, *tickets: str) -> Iterator[list[str]]:
        for ticket in tickets:
            yield from self.pairs_of.get((kind, ticket), ())

    def worth(self, places: dict[str, str]) -> list[int]:
        """The numbers of the order for any outcome."""
        return [worth for _name, worth in self._order(places)]

    def names(self) -> list[str]:
        """What each number of the order counts."""
        return [name for name, _worth in self._order({})]

    def change(self, ticket: str, key: str, leaving: str) -> list[int]:
        """By how much each number of the order moves."""
        before = {leaving: self.places[leaving]} if leaving else {}
        friends = {each for pair in self._pairs_of("together", ticket, leaving) for each in pair}
        still = {each: self.places[each] for each in friends - {leaving} if each in self.places}
        new = self._order(still | {ticket: key})
        old = self._order(still | before)
        return [after - was for (_name, after), (_same, was) in zip(new, old, strict=True)]

    def has_beds(self, key: str, people: list[Raw]) -> bool:
        """Whether a house can put people up: those who sleep alone tried in every room that will do, and for
        each way the others bed by bed."""
        rooms = {room["key"]: room for room in self.retreats[key]["rooms"]}
        alone = [set(each["features"]) for each in people if each["alone"]]
        shared = [set(each["features"]) for each in people if not each["alone"]]
        return _fit_alone(alone, shared, rooms)


def _fit_alone(alone: list[set[str]], shared: list[set[str]], rooms: dict[str, Raw]) -> bool:
    """Rooms that are alike need not be tried twice, nor any when too few beds are left."""
    beds = sum(room["beds"] for room in rooms.values())
    if len(alone) > len(rooms) or len(alone) + len(shared) > beds:
        return False
    if not alone:
        return _fit_shared(shared, rooms)
    tried = set()
    for name, room in sorted(rooms.items(), key=lambda each: (each[1]["beds"], len(each[1]["features"]))):
        kind = (room["beds"], frozenset(room["features"]))
        if kind not in tried and alone[0] <= set(room["features"]):
            tried.add(kind)
            if _fit_alone(alone[1:], shared, {key: each for key, each in rooms.items() if key != name}):
                return True
    return False


def _fit_shared(people: list[set[str]], rooms: dict[str, Raw]) -> bool:
    """A bed for each, others moving to another room where that helps (Kuhn 1955, the Hungarian method)."""
    inside: dict[str, list[int]] = {key: [] for key in rooms}

    def enters(person: int, seen: set[str]) -> bool:
        for key, room in rooms.items():
            if key in seen or not people[person] <= set(room["features"]):
                continue
            seen.add(key)
            if len(inside[key]) < room["beds"]:
                inside[key].append(person)
                return True
            for place, other in enumerate(inside[key]):
                if enters(other, seen):
                    inside[key][place] = person
                    return True
        return False

    return all(enters(person, set()) for person in range(len(people)))
