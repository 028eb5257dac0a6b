"""What an outcome comes to in numbers, and by how much two differ: for organisers who try a rule before they
publish it. No ticket is in it. Imports no framework.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.retreats.rules.case import MOST_NEED, Applicant, Case


@dataclass(frozen=True, slots=True)
class Summary:
    """`by_need` counts those who have a place by their need from 3 to 0, `by_region` by every region that
    somebody applied from. `turned_away` are those who applied and have none, `dearest` those who have what
    they wished for first, `together` the pairs who come together as they wished."""

    served: int
    by_need: Mapping[int, int]
    first_timers: int
    turned_away: int
    by_region: Mapping[str, int]
    dearest: int
    together: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How many have a place in the second outcome only, in the first only, and in both but elsewhere."""

    gain: int
    lose: int
    elsewhere: int


def summary(case: Case, found: Mapping[str, Any]) -> Summary:
    """`found` is a result as `record.result` gives it."""
    places: Mapping[str, str] = found["places"]
    there = [each for each in case.applicants if each.ticket in places]
    return Summary(
        served=len(there),
        by_need=_by_need(there),
        first_timers=sum(not each.has_been for each in there),
        turned_away=len(case.applicants) - len(there),
        by_region=_by_region(case, there),
        dearest=sum(places[each.ticket] == each.wishes[0] for each in there),
        together=sum(one in places and places[one] == places.get(other) for one, other in case.together),
    )


def difference(a: Mapping[str, Any], b: Mapping[str, Any]) -> Difference:
    """What would change for how many if `b` were the result instead of `a`."""
    before, after = a["places"], b["places"]
    return Difference(
        gain=len(after.keys() - before.keys()),
        lose=len(before.keys() - after.keys()),
        elsewhere=sum(after[each] != before[each] for each in after.keys() & before.keys()),
    )


def _by_need(people: list[Applicant]) -> dict[int, int]:
    counted = Counter(each.need for each in people)
    return {need: counted[need] for need in range(MOST_NEED, -1, -1)}


def _by_region(case: Case, people: list[Applicant]) -> dict[str, int]:
    counted = Counter(each.region for each in people)
    return {region: counted[region] for region in sorted({each.region for each in case.applicants})}
