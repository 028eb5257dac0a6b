"""By how much a region went short in a round, and what that says of the next one. Imports no framework.

The part of its applicants who got nothing is compared with that of everybody, in tenths. Of a region from
which fewer than ten people applied nothing is said; and never more than nine tenths, since "all of them"
would tell of each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from courses.retreats.rules.case import Case

FEWEST = 10
TENTHS, MOST = 10, 9


def went_short(case: Case, places: Mapping[str, str]) -> dict[str, int]:
    """By region, how many tenths more of its people got nothing than of all; regions without are left out."""
    applied = Counter(each.region for each in case.applicants)
    without = Counter(each.region for each in case.applicants if each.ticket not in places)
    everybody = _tenths(without.total(), applied.total())
    found = {
        region: _tenths(without[region], number) - everybody
        for region, number in applied.items()
        if number >= FEWEST
    }
    return {region: tenths for region, tenths in sorted(found.items()) if tenths > 0}


def together(rounds: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Several rounds added up."""
    total: Counter[str] = Counter()
    for each in rounds:
        total.update(each)
    return dict(sorted(total.items()))


def _tenths(part: int, whole: int) -> int:
    return min(MOST, TENTHS * part // whole) if whole else 0
