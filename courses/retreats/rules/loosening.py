"""Letting go of single rules that cannot hold together with others, and what is wrong with a policy by
itself. Imports no framework.

Whether all can hold does not hang on the lot: it is asked when applications close (`conflicts`), before the
commitment. What is let go of is part of the policy, and so of what is committed to and published.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from courses.retreats.rules.model import Clause
from courses.retreats.rules.policy import CAN_BE_LET_GO, LetGo, Policy, Rule


class CannotLetGo(Exception):
    """Only what regions have at least, and what is kept for those who have never been, can be let go of."""


class Wrong(StrEnum):
    NO_AIMS = "no_aims"
    REPEATED_AIM = "repeated_aim"
    UNKNOWN_REGION = "unknown_region"
    UNKNOWN_RETREAT = "unknown_retreat"
    ABOVE_MOST = "above_most"  # a region has at least more than it can have at most
    ABOVE_PLACES = "above_places"  # what all regions have at least, or what is kept, is more than a house has
    NOBODY = "nobody"  # a region can have at most nobody


class PolicyFault(NamedTuple):
    """`rule` is a rule, or "aims" or "let_go"; `region` is empty where it is about none."""

    rule: str
    region: str
    word: Wrong


def can_let_go(clause: Clause) -> bool:
    return clause[0] in CAN_BE_LET_GO


def without(policy: Policy, *clauses: Clause) -> Policy:
    """The policy without these clauses of a conflict. Raises CannotLetGo."""
    return replace(policy, let_go=policy.let_go.union(map(_let_go, clauses)))


def policy_faults(policy: Policy, places: Mapping[str, int], regions: Collection[str]) -> list[PolicyFault]:
    """What is wrong with a policy before anybody applied. `places` are those of each retreat.

    What regions have at least may be had by people who have never been, so the places for both may overlap:
    each must fit into every house, but not their sum.
    """
    return [*_aims(policy), *_regions(policy, regions), *_sums(policy, places), *_let_gos(policy, places)]


def _let_go(clause: Clause) -> LetGo:
    rule, about = clause
    if not can_let_go(clause):
        raise CannotLetGo(str(rule))
    key, _space, region = about.partition(" ")
    return str(rule), key, region


def _aims(policy: Policy) -> Iterator[PolicyFault]:
    if not policy.aims:
        yield PolicyFault("aims", "", Wrong.NO_AIMS)
    if len(set(policy.aims)) < len(policy.aims):
        yield PolicyFault("aims", "", Wrong.REPEATED_AIM)


def _regions(policy: Policy, regions: Collection[str]) -> Iterator[PolicyFault]:
    named = [(Rule.LEAST, region) for region in policy.least] + [
        (Rule.MOST, region) for region in policy.most
    ]
    named += [(Rule(rule), region) for rule, _key, region in policy.let_go if region]
    for rule, region in sorted(set(named)):
        if region not in regions:
            yield PolicyFault(rule, region, Wrong.UNKNOWN_REGION)
    for region, least in sorted(policy.least.items()):
        most = policy.most_of(region)
        if most is not None and least > most:
            yield PolicyFault(Rule.LEAST, region, Wrong.ABOVE_MOST)
    for region in sorted(name for name, most in policy.most.items() if most == 0):
        yield PolicyFault(Rule.MOST, region, Wrong.NOBODY)
    if policy.most_elsewhere == 0:
        yield PolicyFault(Rule.MOST, "", Wrong.NOBODY)


def _sums(policy: Policy, places: Mapping[str, int]) -> Iterator[PolicyFault]:
    for rule, needed in ((Rule.LEAST, _all_least), (Rule.KEPT, _kept)):
        if any(needed(policy, key) > most for key, most in places.items()):
            yield PolicyFault(rule, "", Wrong.ABOVE_PLACES)


def _all_least(policy: Policy, key: str) -> int:
    here = (n for region, n in policy.least.items() if (Rule.LEAST, key, region) not in policy.let_go)
    return sum(here)


def _kept(policy: Policy, key: str) -> int:
    return 0 if (Rule.KEPT, key, "") in policy.let_go else policy.kept


def _let_gos(policy: Policy, places: Mapping[str, int]) -> Iterator[PolicyFault]:
    if any(key not in places for _rule, key, _region in policy.let_go):
        yield PolicyFault("let_go", "", Wrong.UNKNOWN_RETREAT)
