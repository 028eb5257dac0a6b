"""Why somebody has a place, or has none: where the line fell, found by exchanging one person for another.

For whoever has none, each person in each retreat they wished for is tried in their place, and an empty bed
too. Where rules forbid all of these, the reason is a rule. Otherwise the exchange that loses least says at
which number of the policy's order it would have lost: "one with the highest need less", or only the lot.
Counted by the checker's own means (`checking`), not by the solver's. Imports no framework.
"""

from collections import Counter
from dataclasses import dataclass

from courses.retreats.rules.checking import Counting, Raw

# The checker names what is wrong with beds; the rule is about rooms.
AS_IN_A_POLICY = {"beds": "rooms"}


@dataclass(frozen=True, slots=True)
class Reason:
    """`line` names the number of the order at which an exchange would lose, `rule` the rule that forbids
    every exchange, by its word in a policy; one of them is empty. `lost` is by how much that number would be
    less."""

    retreat: str
    line: str = ""
    lost: int = 0
    rule: str = ""


def why_not(case: Raw, policy: Raw, result: Raw, value: str) -> dict[str, list[Reason]]:
    """For each ticket without a place the reason at each retreat it wished for, in the order of wishes."""
    counting = Counting(case, policy, result, value)
    names = counting.names()
    return {
        ticket: [_at(counting, names, ticket, key) for key in person["wishes"]]
        for ticket, person in counting.people.items()
        if ticket not in counting.places
    }


def _at(counting: Counting, names: list[str], ticket: str, key: str) -> Reason:
    forbidden: Counter[str] = Counter()
    nearest: list[int] | None = None
    there = sorted(each for each, at in counting.places.items() if at == key)
    for leaving in ("", *there):
        change = counting.change(ticket, key, leaving)
        if nearest is not None and change <= nearest:
            continue
        if rule := counting.forbids(ticket, key, leaving):
            forbidden[rule] += 1
        else:
            nearest = change
    if nearest is None:
        rule = forbidden.most_common(1)[0][0] if forbidden else "places"
        return Reason(key, rule=AS_IN_A_POLICY.get(rule, rule))
    place = next((i for i, each in enumerate(nearest) if each), len(nearest) - 1)
    return Reason(key, line=names[place], lost=-nearest[place])
