"""A case and its policy under other names, as they are published. Imports no framework.

Regions, features of rooms and what a team can take on get marks in an order drawn by chance (r1, f1, l1),
the same in case and policy; retreats get letters in the order in which they were given, rooms numbers within
their retreat. Tickets are drawn by chance already and stay. Numbers stay too: whoever knows how many places
a house has, or how short a region went, may recognise it by that.
"""

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from courses.retreats.rules.case import Applicant, Case, Retreat, Room
from courses.retreats.rules.policy import Policy

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Names:
    """What each mark stands for; `rooms` by the letter of their retreat. For organisers only."""

    retreats: Mapping[str, str]
    rooms: Mapping[str, Mapping[str, str]]
    regions: Mapping[str, str]
    features: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Redacted:
    case: Case
    policy: Policy
    names: Names


def redact(case: Case, policy: Policy, *, randomness: random.Random) -> Redacted:
    """The same case and policy under marks. `randomness` is `random.SystemRandom()` but in tests."""
    regions = _marks("r", _regions(case, policy), randomness)
    features = _marks("f", _features(case), randomness)
    labels = _marks("l", _labels(case), randomness)
    letters = {each.key: letter(i) for i, each in enumerate(case.retreats)}
    rooms = {
        each.key: {room.key: str(i) for i, room in enumerate(each.rooms, start=1)} for each in case.retreats
    }
    hidden = replace(
        case,
        retreats=tuple(
            _retreat(each, letters[each.key], rooms[each.key], features, labels) for each in case.retreats
        ),
        applicants=tuple(_applicant(each, letters, regions, features, labels) for each in case.applicants),
        under_served=_renamed(case.under_served, regions),
    )
    return Redacted(
        case=hidden,
        policy=_policy(policy, letters, regions),
        names=Names(
            retreats=_back(letters),
            rooms={letters[key]: _back(numbers) for key, numbers in rooms.items()},
            regions=_back(regions),
            features=_back(features),
            labels=_back(labels),
        ),
    )


def letter(place: int) -> str:
    """A, B, … Z, AA, AB, … for 0, 1, …"""
    before, last = divmod(place, len(ALPHABET))
    return (letter(before - 1) if before else "") + ALPHABET[last]


def _marks(prefix: str, names: Iterable[str], randomness: random.Random) -> dict[str, str]:
    drawn = sorted(set(names))
    randomness.shuffle(drawn)
    return {name: f"{prefix}{i}" for i, name in enumerate(drawn, start=1)}


def _regions(case: Case, policy: Policy) -> set[str]:
    of_people = {each.region for each in case.applicants}
    let_go = {region for _rule, _key, region in policy.let_go if region}
    return of_people.union(case.under_served, policy.least, policy.most, let_go)


def _features(case: Case) -> set[str]:
    of_rooms = {name for each in case.retreats for room in each.rooms for name in room.features}
    return of_rooms.union(*(each.features for each in case.applicants))


def _labels(case: Case) -> set[str]:
    of_teams = {name for each in case.retreats for name in each.limits}
    return of_teams.union(*(each.labels for each in case.applicants))


def _retreat(
    retreat: Retreat,
    key: str,
    rooms: Mapping[str, str],
    features: Mapping[str, str],
    labels: Mapping[str, str],
) -> Retreat:
    hidden = (Room(rooms[room.key], room.beds, _set(room.features, features)) for room in retreat.rooms)
    return Retreat(key, retreat.places, tuple(hidden), _renamed(retreat.limits, labels))


def _applicant(
    applicant: Applicant,
    letters: Mapping[str, str],
    regions: Mapping[str, str],
    features: Mapping[str, str],
    labels: Mapping[str, str],
) -> Applicant:
    return replace(
        applicant,
        region=regions[applicant.region],
        wishes=tuple(letters[key] for key in applicant.wishes),
        features=_set(applicant.features, features),
        labels=_set(applicant.labels, labels),
    )


def _policy(policy: Policy, letters: Mapping[str, str], regions: Mapping[str, str]) -> Policy:
    """What is let go of at a retreat that is not in the case goes with it."""
    let_go = (
        (rule, letters[key], regions.get(region, "")) for rule, key, region in policy.let_go if key in letters
    )
    return replace(
        policy,
        least=_renamed(policy.least, regions),
        most=_renamed(policy.most, regions),
        let_go=frozenset(let_go),
    )


def _renamed(numbers: Mapping[str, int], marks: Mapping[str, str]) -> dict[str, int]:
    return {marks[name]: number for name, number in numbers.items()}


def _set(names: Collection[str], marks: Mapping[str, str]) -> frozenset[str]:
    return frozenset(marks[name] for name in names)


def _back(marks: Mapping[str, str]) -> dict[str, str]:
    return {mark: name for name, mark in marks.items()}
