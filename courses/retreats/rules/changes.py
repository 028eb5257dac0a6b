"""What organisers can try before they publish: one rule of a case and policy changed, and nothing else.
Imports no framework.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from courses.retreats.rules.case import Case, Retreat
from courses.retreats.rules.policy import Policy

Both = tuple[Case, Policy]


class Kind(StrEnum):
    SWAP = "swap"  # an aim and the one below it change places
    LEAST = "least"  # what a region has at least is lifted
    MOST = "most"  # what a region has at most is lifted
    MOST_ELSEWHERE = "most_elsewhere"  # the same for regions that are not named
    KEPT = "kept"  # no places are kept for those who have never been
    LIMIT = "limit"  # a team takes on whatever comes
    PLACE = "place"  # one place more at a retreat, as far as there is a bed


@dataclass(frozen=True, slots=True)
class Change:
    """`about` is what is changed: the number of an aim, a region, a retreat, or a retreat and a label."""

    kind: Kind
    about: str = ""

    def code(self) -> str:
        """One word for forms and addresses."""
        return f"{self.kind}:{self.about.replace(' ', ':')}"

    def of(self, case: Case, policy: Policy) -> Both:
        return DOES[self.kind](case, policy, self.about)


def possible(case: Case, policy: Policy) -> dict[str, Change]:
    """Every change that there is something for, by its code."""
    limits = [f"{each.key} {label}" for each in case.retreats for label in sorted(each.limits)]
    found = [
        *(Change(Kind.SWAP, str(i)) for i in range(len(policy.aims) - 1)),
        *(Change(Kind.LEAST, region) for region in sorted(policy.least)),
        *(Change(Kind.MOST, region) for region in sorted(policy.most)),
        *([Change(Kind.MOST_ELSEWHERE)] if policy.most_elsewhere is not None else []),
        *([Change(Kind.KEPT)] if policy.kept else []),
        *(Change(Kind.LIMIT, about) for about in limits),
        *(Change(Kind.PLACE, each.key) for each in case.retreats),
    ]
    return {each.code(): each for each in found}


def _swap(case: Case, policy: Policy, about: str) -> Both:
    i, aims = int(about), policy.aims
    return case, replace(policy, aims=(*aims[:i], aims[i + 1], aims[i], *aims[i + 2 :]))


def _least(case: Case, policy: Policy, about: str) -> Both:
    return case, replace(policy, least={name: n for name, n in policy.least.items() if name != about})


def _most(case: Case, policy: Policy, about: str) -> Both:
    """No bound at all, and not that of regions that are not named: as many as there are people."""
    return case, replace(policy, most={**policy.most, about: len(case.applicants)})


def _most_elsewhere(case: Case, policy: Policy, about: str) -> Both:
    return case, replace(policy, most_elsewhere=None)


def _kept(case: Case, policy: Policy, about: str) -> Both:
    return case, replace(policy, kept=0)


def _limit(case: Case, policy: Policy, about: str) -> Both:
    key, _space, label = about.partition(" ")
    return _at(case, key, lambda each: replace(each, limits=_without(each, label))), policy


def _place(case: Case, policy: Policy, about: str) -> Both:
    return _at(case, about, lambda each: replace(each, places=each.places + 1)), policy


def _at(case: Case, key: str, change: Callable[[Retreat], Retreat]) -> Case:
    return replace(case, retreats=tuple(change(each) if each.key == key else each for each in case.retreats))


def _without(retreat: Retreat, label: str) -> dict[str, int]:
    return {name: most for name, most in retreat.limits.items() if name != label}


DOES: dict[Kind, Callable[[Case, Policy, str], Both]] = {
    Kind.SWAP: _swap,
    Kind.LEAST: _least,
    Kind.MOST: _most,
    Kind.MOST_ELSEWHERE: _most_elsewhere,
    Kind.KEPT: _kept,
    Kind.LIMIT: _limit,
    Kind.PLACE: _place,
}
