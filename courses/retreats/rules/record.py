"""The published record of a sharing-out: what was committed to, the public value, and what came of it.

Before anybody can know the public value, the commitment is published: SHA-256 of the canonical text of the
case without those who must not meet, of the policy, and of a seal: SHA-256 of a secret salt and of the pairs
who must not meet. Afterwards all of it is, with the value and the result, as one file: whoever has it can
work everything out again (`replay`) and gets the same bytes. The pairs in it are the real ones among
`decoys`.

A second file, for an auditor whom the council trusts, has the salt and the real pairs: with it one can tell
that they were sealed before the value was known, and that they alone give the same result (`audit`). Imports
no framework.
"""

import json
import random
from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from courses.retreats.rules import case as cases
from courses.retreats.rules import checking, reading, relaxing, rooming
from courses.retreats.rules.case import BadCase, Case, Pair
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.solving import Outcome

SALT_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Replayed:
    """What working it out again gives, whether it is the published result, and what the checker finds."""

    result: str
    is_same: bool
    is_as_committed: bool
    faults: list[checking.Fault]


@dataclass(frozen=True, slots=True)
class Audited:
    """Whether the pairs are those that were sealed, where the second file has one that the first has not, and
    whether they alone give the published result."""

    does_seal_fit: bool
    not_published: list[str]
    is_same: bool


def new_salt(*, randomness: random.Random) -> str:
    """32 hexadecimal digits. `randomness` is `random.SystemRandom()` but in tests."""
    return f"{randomness.getrandbits(128):0{SALT_DIGITS}x}"


def commitment(case: Case, policy: Policy, *, salt: str) -> str:
    """64 hexadecimal digits that stand for exactly this case and policy."""
    return _commitment(case, policy, apart_seal(case.apart, salt=salt))


def apart_seal(apart: Collection[Pair], *, salt: str) -> str:
    """64 hexadecimal digits that stand for exactly these pairs, and say nothing of them without the salt."""
    return sha256((salt + cases.canonical(_sorted(apart))).encode()).hexdigest()


def result(
    case: Case, policy: Policy, value: str, *, seconds: float, outcome: Outcome | None = None
) -> dict[str, Any]:
    """Places, rooms and what each aim reached, as JSON has them. Raises solving.CannotAllHold, Stopped."""
    found = outcome or relaxing.share_out(case, policy, value, seconds=seconds)
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


def write(
    case: Case,
    policy: Policy,
    value: str,
    found: dict[str, Any],
    *,
    salt: str,
    decoys: Collection[Pair] = (),
) -> str:
    """The file that anybody may have. `decoys.decoys` draws what stands in it beside the real pairs. Draw
    once, and keep the file: two files with other decoys have only the real ones in common."""
    seal = apart_seal(case.apart, salt=salt)
    return cases.canonical(
        {
            "case": cases.plain(replace(case, apart=case.apart | frozenset(decoys))),
            "policy": policy.plain(),
            "apart_seal": seal,
            "commitment": _commitment(case, policy, seal),
            "value": value,
            "result": found,
        }
    )


def write_apart(case: Case, *, salt: str) -> str:
    """The second file, for an auditor alone."""
    return cases.canonical({"salt": salt, "apart": _sorted(case.apart)})


def replay(text: str, *, seconds: float) -> Replayed:
    """Works a published file out again.

    Raises BadCase with the place of a fault, solving.CannotAllHold, Stopped.
    """
    raw, case, policy, value = _read(text)
    found = result(case, policy, value, seconds=seconds)
    return Replayed(
        result=cases.canonical(found),
        is_same=cases.canonical(found) == cases.canonical(raw["result"]),
        is_as_committed=_commitment(case, policy, raw["apart_seal"]) == raw["commitment"],
        faults=checking.faults(raw["case"], raw["policy"], found, value),
    )


def audit(text: str, apart: str, *, seconds: float) -> Audited:
    """Works a published file out again with the pairs of the second file alone.

    Raises BadCase with the place of a fault, solving.CannotAllHold, Stopped.
    """
    raw, case, policy, value = _read(text)
    salt, pairs = reading.second(_json(apart, {"salt", "apart"}), case)
    real = frozenset(pairs)
    found = result(replace(case, apart=real), policy, value, seconds=seconds)
    return Audited(
        does_seal_fit=apart_seal(real, salt=salt) == raw["apart_seal"],
        not_published=[f"apart[{i}]" for i, each in enumerate(pairs) if each not in case.apart],
        is_same=cases.canonical(found) == cases.canonical(raw["result"]),
    )


def _commitment(case: Case, policy: Policy, seal: object) -> str:
    public = {name: each for name, each in cases.plain(case).items() if name != "apart"}
    text = cases.canonical({"case": public, "policy": policy.plain(), "apart_seal": seal})
    return sha256(text.encode()).hexdigest()


def _read(text: str) -> tuple[dict[str, Any], Case, Policy, str]:
    raw = _json(text, {"case", "policy", "apart_seal", "commitment", "value", "result"})
    reading.seal(raw["apart_seal"])
    return raw, reading.case(raw["case"]), reading.policy(raw["policy"]), reading.value(raw["value"])


def _sorted(pairs: Collection[Pair]) -> list[list[str]]:
    return sorted(map(list, pairs))


def _json(text: str, names: set[str]) -> dict[str, Any]:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadCase(f"{error.lineno}:{error.colno}", "no_json") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, lists thousands deep
        raise BadCase("1:1", "no_json") from None
    if not isinstance(raw, dict) or raw.keys() != names:
        raise BadCase("1:1", "unexpected_or_missing")
    return raw
