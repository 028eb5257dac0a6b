"""Letting go of one rule of a conflict, and what is wrong with a policy before anybody applied."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from courses.retreats.rules import conflicts, loosening, reading, solving
from courses.retreats.rules.case import BadCase, Case
from courses.retreats.rules.loosening import CannotLetGo, PolicyFault, Wrong
from courses.retreats.rules.model import Clause
from courses.retreats.rules.policy import Aim, Policy, Rule
from tests.courses.retreats.rules.cases import cases, policies
from tests.courses.retreats.rules.test_checking import CASE
from tests.courses.retreats.rules.test_solving import VALUE, best

PLACES, REGIONS = {"a": 3, "b": 2}, frozenset({"north", "south"})


@settings(max_examples=80, deadline=None)
@given(case=cases(), policy=policies())
def test_letting_go_of_what_conflicts_lets_all_hold(case: Case, policy: Policy) -> None:
    """One rule after the other: each conflict has one that can be let go of, and at the end there is none."""
    while found := conflicts.conflicting(case, policy):
        policy = loosening.without(policy, next(filter(loosening.can_let_go, found)))
    assert best(case, policy) is not None


def test_what_is_let_go_of_counts_at_one_retreat_alone() -> None:
    policy = Policy(least={"north": 2}, most={"north": 1})
    assert conflicts.conflicting(CASE, policy) == [(Rule.LEAST, "a north"), (Rule.MOST, "a north")]
    loose = loosening.without(policy, (Rule.LEAST, "a north"))
    assert loose.let_go == {("least", "a", "north")}
    assert solving.share_out(CASE, loose, VALUE, seconds=60).places == {"t1": "a", "t3": "a"}
    elsewhere = loosening.without(policy, (Rule.LEAST, "b north"))
    assert len(conflicts.conflicting(CASE, elsewhere)) == 2


def test_places_that_are_kept_are_let_go_of() -> None:
    people = tuple(replace(each, has_been=i > 0) for i, each in enumerate(CASE.applicants))
    case = replace(CASE, applicants=people, apart=frozenset())
    house = replace(CASE.retreats[0], places=1)
    case = replace(case, retreats=(house,), bound=frozenset({("t2", "t3")}))
    policy = Policy(aims=(Aim.SERVED,), kept=1)
    assert solving.share_out(case, policy, VALUE, seconds=60).places == {"t1": "a"}
    free = replace(loosening.without(policy, (Rule.KEPT, "a")), aims=(Aim.TURNED_AWAY,))
    turned = tuple(replace(each, turned_away=2 * (each.ticket == "t4")) for each in people)
    assert solving.share_out(replace(case, applicants=turned), free, VALUE, seconds=60).places == {"t4": "a"}


@pytest.mark.parametrize(
    "clause",
    [
        (Rule.PLACES, "a"),
        (Rule.ROOMS, "a"),
        (Rule.APART, "t1 t2"),
        (Rule.BOUND, "t1 t2"),
        (Rule.LIMITS, "a carer"),
        (Rule.MOST, "a north"),
    ],
)
def test_other_rules_cannot_be_let_go_of(clause: Clause) -> None:
    assert not loosening.can_let_go(clause)
    with pytest.raises(CannotLetGo):
        loosening.without(Policy(), clause)


def test_what_is_let_go_of_is_part_of_the_policy_that_is_published() -> None:
    policy = loosening.without(Policy(least={"north": 1}), (Rule.LEAST, "b north"), (Rule.KEPT, "a"))
    assert policy.plain()["let_go"] == [["kept", "a", ""], ["least", "b", "north"]]
    assert reading.policy(policy.plain()) == policy


@pytest.mark.parametrize(
    ("let_go", "where", "what"),
    [
        ({}, "policy.let_go", "no_list"),
        ([["least", "a"]], "policy.let_go[0]", "no_rule"),
        (["least"], "policy.let_go[0]", "no_rule"),
        ([["places", "a", ""]], "policy.let_go[0][0]", "unknown"),
        ([[["least"], "a", ""]], "policy.let_go[0][0]", "unknown"),
        ([["least", "a", ""]], "policy.let_go[0][2]", "no_text"),
        ([["kept", "a", "north"]], "policy.let_go[0][2]", "unknown"),
        ([["kept", "a", None]], "policy.let_go[0][2]", "no_text"),
        ([["kept", 1, ""]], "policy.let_go[0][1]", "no_text"),
        ([["kept", "a", ""], ["kept", "a", ""]], "policy.let_go", "repeated"),
    ],
)
def test_what_cannot_be_read_says_where(let_go: object, where: str, what: str) -> None:
    with pytest.raises(BadCase) as caught:
        reading.policy(Policy().plain() | {"let_go": let_go})
    assert (caught.value.where, caught.value.what) == (where, what)


@pytest.mark.parametrize(
    ("policy", "faults"),
    [
        (Policy(), []),
        (Policy(()), [("aims", "", Wrong.NO_AIMS)]),
        (Policy((Aim.NEED, Aim.NEED)), [("aims", "", Wrong.REPEATED_AIM)]),
        (Policy(least={"east": 1}), [("least", "east", Wrong.UNKNOWN_REGION)]),
        (Policy(most={"east": 1}), [("most", "east", Wrong.UNKNOWN_REGION)]),
        (Policy(least={"north": 2}, most={"north": 1}), [("least", "north", Wrong.ABOVE_MOST)]),
        (Policy(least={"north": 2}, most_elsewhere=1), [("least", "north", Wrong.ABOVE_MOST)]),
        (Policy(least={"north": 2}, most={"north": 2}), []),
        (Policy(most={"north": 0}), [("most", "north", Wrong.NOBODY)]),
        (Policy(most_elsewhere=0), [("most", "", Wrong.NOBODY)]),
        (Policy(least={"north": 2, "south": 1}), [("least", "", Wrong.ABOVE_PLACES)]),
        (
            Policy(least={"north": 2, "south": 1}, let_go=frozenset({("least", "b", "south")})),
            [],
        ),
        (Policy(kept=3), [("kept", "", Wrong.ABOVE_PLACES)]),
        (Policy(kept=3, let_go=frozenset({("kept", "b", "")})), []),
        (Policy(least={"north": 1, "south": 1}, kept=2), []),
        (Policy(let_go=frozenset({("kept", "c", "")})), [("let_go", "", Wrong.UNKNOWN_RETREAT)]),
        (Policy(let_go=frozenset({("least", "a", "east")})), [("least", "east", Wrong.UNKNOWN_REGION)]),
    ],
)
def test_what_is_wrong_with_a_policy(policy: Policy, faults: list[PolicyFault]) -> None:
    assert loosening.policy_faults(policy, PLACES, REGIONS) == faults
