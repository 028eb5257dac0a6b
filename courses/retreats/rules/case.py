"""What a sharing-out of places starts from: the retreats, their rooms, and who applied. Imports no framework.

People are tickets: random marks that lead to nobody. Regions, features of rooms and what a team can take on
are labels, which a published case draws at random (`redaction`). Its canonical text is one line of JSON with
sorted keys: the same case has the same bytes on any machine, and so the same hash.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]

FORMAT = 1
PAIRS = ("bound", "apart", "together", "share_room")
MOST_NEED = 3


class BadCase(Exception):
    """The text is no case, or says what cannot be. `where` is a path into it, `what` a word for the fault."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where, self.what = where, what


@dataclass(frozen=True, slots=True)
class Room:
    key: str
    beds: int
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Retreat:
    """`limits` are how many people with a label the team can take on."""

    key: str
    places: int
    rooms: tuple[Room, ...]
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applicant:
    """`wishes` are keys of retreats, the dearest first. `need` goes from 0 to 3, `turned_away` counts the
    years in which they applied and got nothing. `features` is what their room must have; `alone`, that
    nobody else sleeps in it; `labels`, what counts towards a team's limits."""

    ticket: str
    region: str
    wishes: tuple[str, ...]
    need: int = 0
    has_been: bool = False
    turned_away: int = 0
    features: frozenset[str] = frozenset()
    alone: bool = False
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """Pairs are sorted. `bound`: both come or neither; `apart`: never at one retreat; `together` and
    `share_room`: wishes of both. `under_served` says by how much a region went short before, 0 where it
    is not named."""

    retreats: tuple[Retreat, ...]
    applicants: tuple[Applicant, ...]
    bound: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    together: frozenset[Pair] = frozenset()
    share_room: frozenset[Pair] = frozenset()
    under_served: Mapping[str, int] = field(default_factory=dict)


def pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def plain(case: Case) -> dict[str, object]:
    """As JSON has it, in one order whatever order it was collected in."""
    return {
        "format": FORMAT,
        "retreats": [_retreat(each) for each in sorted(case.retreats, key=lambda each: each.key)],
        "applicants": [_applicant(each) for each in sorted(case.applicants, key=lambda each: each.ticket)],
        "under_served": dict(case.under_served),
        **{name: sorted(map(list, getattr(case, name))) for name in PAIRS},
    }


def canonical(value: object) -> str:
    """JSON in one form: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _retreat(retreat: Retreat) -> dict[str, object]:
    return {
        "key": retreat.key,
        "places": retreat.places,
        "rooms": [
            {"key": room.key, "beds": room.beds, "features": sorted(room.features)}
            for room in sorted(retreat.rooms, key=lambda room: room.key)
        ],
        "limits": dict(retreat.limits),
    }


def _applicant(applicant: Applicant) -> dict[str, object]:
    return {
        "ticket": applicant.ticket,
        "region": applicant.region,
        "wishes": list(applicant.wishes),
        "need": applicant.need,
        "has_been": applicant.has_been,
        "turned_away": applicant.turned_away,
        "features": sorted(applicant.features),
        "alone": applicant.alone,
        "labels": sorted(applicant.labels),
    }
