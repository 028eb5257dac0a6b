"""The checker finds whatever was changed in a result, and nothing in one that was not."""

import copy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from courses.retreats.rules import case as cases_
from courses.retreats.rules import checking, record, solving
from courses.retreats.rules.case import Applicant, Case, Retreat, Room
from courses.retreats.rules.checking import Counting, Fault
from courses.retreats.rules.policy import Aim, Policy
from tests.courses.retreats.rules.cases import can_sleep, cases, outcomes, policies

VALUE = "of all"
ROOMS = (Room("1", 2, frozenset({"ramp"})), Room("2", 1))
PEOPLE = (
    Applicant("t1", "north", ("a",), need=3, features=frozenset({"ramp"})),
    Applicant("t2", "north", ("a",), need=2, labels=frozenset({"carer"})),
    Applicant("t3", "south", ("a",), need=1, has_been=True),
    Applicant("t4", "south", ("a",), need=0, labels=frozenset({"carer"})),
)
CASE = Case(
    (Retreat("a", 3, ROOMS, {"carer": 1}),),
    PEOPLE,
    apart=frozenset({("t1", "t4")}),
    bound=frozenset(),
)
POLICY = Policy(most={"north": 2}, least={"south": 1}, kept=1)


def worked_out(case: Case, policy: Policy) -> dict[str, Any]:
    return record.result(case, policy, VALUE, seconds=60)


def found(result: dict[str, Any], case: Case = CASE, policy: Policy = POLICY) -> list[Fault]:
    return checking.faults(cases_.plain(case), policy.plain(), result, VALUE)


@settings(max_examples=80, deadline=None)
@given(case=cases(), policy=policies())
def test_what_the_solver_gives_has_no_fault(case: Case, policy: Policy) -> None:
    try:
        result = worked_out(case, policy)
    except solving.CannotAllHold:
        assume(False)
    assert found(result, case, policy) == []


@settings(max_examples=80, deadline=None)
@given(case=cases(), policy=policies(least=False), data=st.data())
def test_taking_a_place_away_is_found(case: Case, policy: Policy, data: st.DataObject) -> None:
    result = worked_out(case, policy)
    assume(result["places"])
    ticket = data.draw(st.sampled_from(sorted(result["places"])))
    del result["places"][ticket], result["rooms"][ticket]
    assert found(result, case, policy)


def test_the_small_case_is_right() -> None:
    assert worked_out(CASE, POLICY)["places"] == {"t1": "a", "t2": "a", "t3": "a"}
    assert found(worked_out(CASE, POLICY)) == []


@pytest.mark.parametrize(
    ("rule", "places", "rooms"),
    [
        ("unknown", {"t9": "a"}, {"t9": "1"}),
        ("not_wished", {"t1": "b"}, {"t1": "1"}),
        ("room_without_place", {"t1": "a"}, {"t1": "1", "t2": "2"}),
        ("no_room", {"t1": "a", "t3": "a"}, {"t1": "1"}),
        ("access", {"t1": "a", "t3": "a"}, {"t1": "2", "t3": "1"}),
        ("beds", {"t2": "a", "t3": "a"}, {"t2": "2", "t3": "2"}),
        ("apart", {"t1": "a", "t4": "a", "t3": "a"}, {"t1": "1", "t4": "1", "t3": "2"}),
        ("limits", {"t2": "a", "t4": "a"}, {"t2": "1", "t4": "1"}),
        ("least", {"t1": "a", "t2": "a"}, {"t1": "1", "t2": "1"}),
        ("counted", {"t1": "a", "t3": "a"}, {"t1": "1", "t3": "1"}),
    ],
)
def test_a_corrupted_result_is_refused(rule: str, places: dict[str, str], rooms: dict[str, str]) -> None:
    corrupt = worked_out(CASE, POLICY) | {"places": places, "rooms": rooms}
    case = cases_.plain(CASE)
    if rule == "not_wished":
        case["retreats"] = [*case["retreats"], {**case["retreats"][0], "key": "b"}]  # type: ignore[index, misc]
    assert rule in {each.rule for each in checking.faults(case, POLICY.plain(), corrupt, VALUE)}


@pytest.mark.parametrize(
    ("rule", "policy"),
    [
        ("most", Policy(most={"north": 1})),
        ("kept", Policy(kept=3)),
        ("places", POLICY),
    ],
)
def test_a_result_under_other_rules_is_refused(rule: str, policy: Policy) -> None:
    result = worked_out(CASE, POLICY)
    case = cases_.plain(CASE)
    if rule == "places":
        case["retreats"][0]["places"] = 2  # type: ignore[index]
    assert rule in {each.rule for each in checking.faults(case, policy.plain(), result, VALUE)}


def test_somebody_in_anothers_place_is_found() -> None:
    result = worked_out(CASE, POLICY)
    worse = copy.deepcopy(result)
    worse["places"] = {"t1": "a", "t2": "a"}
    worse["rooms"] = {"t1": "1", "t2": "2"}
    faults = found(worse, policy=Policy())
    assert "counted" in {each.rule for each in faults}
    assert Fault("better", "t3 a") in faults


def test_numbers_in_another_order_are_refused() -> None:
    result = worked_out(CASE, POLICY)
    other = Policy(tuple(reversed(list(Aim))), POLICY.least, POLICY.most, None, POLICY.kept)
    assert Fault("aims", "order") in found(result, policy=other)


@settings(max_examples=200, deadline=None)
@given(case=cases())
def test_whether_a_house_has_beds_is_exact(case: Case) -> None:
    counting = Counting(
        cases_.plain(case), Policy().plain(), {"places": {}, "rooms": {}, "reached": []}, VALUE
    )
    for places in outcomes(case):
        fits = all(
            counting.has_beds(each.key, [counting.people[t] for t, key in places.items() if key == each.key])
            for each in case.retreats
        )
        assert fits == can_sleep(case, places)


def test_somebody_moves_where_that_lets_another_in() -> None:
    """Rooms in the order in which the first of them is taken by who does not need it."""
    house = Retreat("a", 2, (Room("1", 1, frozenset({"ramp"})), Room("2", 1)))
    people = (
        Applicant("t1", "north", ("a",)),
        Applicant("t2", "north", ("a",), features=frozenset({"ramp"})),
    )
    nothing = {"places": {}, "rooms": {}, "reached": []}
    counting = Counting(cases_.plain(Case((house,), people)), Policy().plain(), nothing, VALUE)
    first, second = counting.people.values()
    assert counting.has_beds("a", [first, second])
    assert not counting.has_beds("a", [second, second])


def test_who_sleeps_alone_leaves_the_room_that_another_needs() -> None:
    house = Retreat("a", 2, (Room("1", 1, frozenset({"ramp"})), Room("2", 2)))
    people = (
        Applicant("t1", "north", ("a",), alone=True),
        Applicant("t2", "north", ("a",), features=frozenset({"ramp"})),
    )
    nothing = {"places": {}, "rooms": {}, "reached": []}
    counting = Counting(cases_.plain(Case((house,), people)), Policy().plain(), nothing, VALUE)
    assert counting.has_beds("a", [*counting.people.values()])
