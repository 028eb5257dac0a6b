"""The published record of a sharing-out: what was committed to, the public value, and what came of it.

Before anybody can know the public value, the commitment is published: SHA-256 of the canonical text of case
and policy. Afterwards both are, with the value and the result, as one file: whoever has it can work
everything out again (`replay`) and gets the same bytes. Imports no framework.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from courses.retreats.rules import case as cases
from courses.retreats.rules import checking, reading, rooming, solving
from courses.retreats.rules.case import BadCase, Case
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.solving import Outcome


@dataclass(frozen=True, slots=True)
class Replayed:
    """What working it out again gives, whether it is the published result, and what the checker finds."""

    result: str
    is_same: bool
    is_as_committed: bool
    faults: list[checking.Fault]


def commitment(case: Case, policy: Policy) -> str:
    """64 hexadecimal digits that stand for exactly this case and policy."""
    text = cases.canonical({"case": cases.plain(case), "policy": policy.plain()})
    return sha256(text.encode()).hexdigest()


def result(
    case: Case, policy: Policy, value: str, *, seconds: float, outcome: Outcome | None = None
) -> dict[str, Any]:
    """Places, rooms and what each aim reached, as JSON has them. Raises solving.CannotAllHold, Stopped."""
    found = outcome or solving.share_out(case, policy, value, seconds=seconds)
    people = {each.ticket: each for each in case.applicants}
    rooms: dict[str, str] = {}
    for retreat in case.retreats:
        there = [people[ticket] for ticket, key in found.places.items() if key == retreat.key]
        tickets = {each.ticket for each in there}
        wishes = [pair for pair in case.share_room if tickets.issuperset(pair)]
        rooms |= rooming.share_rooms(retreat, there, wishes, value=value, seconds=seconds)
    return {
        "places": dict(found.places),
        "rooms": rooms,
        "reached": [[str(each.name), each.value] for each in found.reached],
        "is_proven": found.is_proven,
    }


def write(case: Case, policy: Policy, value: str, found: dict[str, Any]) -> str:
    """The file that anybody may have."""
    return cases.canonical(
        {
            "case": cases.plain(case),
            "policy": policy.plain(),
            "commitment": commitment(case, policy),
            "value": value,
            "result": found,
        }
    )


def replay(text: str, *, seconds: float) -> Replayed:
    """Works a published file out again. Raises BadCase with the place of a fault, solving.Stopped."""
    raw = _json(text)
    case, policy, value = reading.case(raw["case"]), reading.policy(raw["policy"]), str(raw["value"])
    found = result(case, policy, value, seconds=seconds)
    return Replayed(
        result=cases.canonical(found),
        is_same=cases.canonical(found) == cases.canonical(raw["result"]),
        is_as_committed=commitment(case, policy) == raw["commitment"],
        faults=checking.faults(raw["case"], raw["policy"], found, value),
    )


def _json(text: str) -> dict[str, Any]:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadCase(f"{error.lineno}:{error.colno}", "no_json") from None
    names = {"case", "policy", "commitment", "value", "result"}
    if not isinstance(raw, dict) or raw.keys() != names:
        raise BadCase("1:1", "unexpected_or_missing")
    return raw
