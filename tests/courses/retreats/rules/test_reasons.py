"""Why somebody has no place: the rule in the way, or the number at which the line fell."""

import json
from dataclasses import replace

from courses.retreats.rules import reasons
from courses.retreats.rules.case import Applicant, Case, Retreat, Room
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.reasons import Reason
from tests.courses.retreats.rules.test_record import VALUE, published

HOUSE = Retreat("a", 1, (Room("1", 1),))
FIRST = Applicant("t1", "north", ("a",), need=3)


def why(case: Case, policy: Policy | None = None) -> dict[str, list[Reason]]:
    file = json.loads(published(case, policy or Policy()))
    return reasons.why_not(file["case"], file["policy"], file["result"], VALUE)


def test_more_need_of_somebody_else() -> None:
    second = replace(FIRST, ticket="t2", need=2)
    assert why(Case((HOUSE,), (FIRST, second))) == {"t2": [Reason("a", line="need 3", lost=1)]}


def test_the_same_need_and_somebody_who_has_never_been() -> None:
    second = replace(FIRST, ticket="t2", has_been=True)
    assert why(Case((HOUSE,), (FIRST, second))) == {"t2": [Reason("a", line="first_time", lost=1)]}


def test_alike_in_everything_but_the_lot() -> None:
    found = why(Case((HOUSE,), (FIRST, replace(FIRST, ticket="t2"))))
    [(ticket, [reason])] = found.items()
    assert reason.line == "lot" and reason.lost > 0
    assert ticket in {"t1", "t2"}


def test_no_room_that_has_what_is_needed() -> None:
    second = replace(FIRST, ticket="t2", features=frozenset({"ramp"}))
    wide = replace(HOUSE, places=2, rooms=(Room("1", 2),))
    assert why(Case((wide,), (FIRST, second))) == {"t2": [Reason("a", rule="rooms")]}


def test_a_region_that_has_all_it_may_have_loses_at_the_number_and_not_at_the_rule() -> None:
    """Somebody of the same region could be exchanged, so it is what they differ in that counts."""
    wide = replace(HOUSE, places=2, rooms=(Room("1", 2),))
    second = replace(FIRST, ticket="t2", need=1)
    found = why(Case((wide,), (FIRST, second)), Policy(most={"north": 1}))
    assert found == {"t2": [Reason("a", line="need 3", lost=1)]}


def test_somebody_they_must_not_meet_has_more_need() -> None:
    wide = replace(HOUSE, places=2, rooms=(Room("1", 2),))
    second = replace(FIRST, ticket="t2", need=1)
    case = Case((wide,), (FIRST, second), apart=frozenset({("t1", "t2")}))
    assert why(case) == {"t2": [Reason("a", line="need 3", lost=1)]}


def test_each_retreat_that_was_wished_for_has_its_reason() -> None:
    other = replace(HOUSE, key="b", rooms=(Room("1", 1),))
    two = replace(FIRST, ticket="t2", wishes=("b",), need=2)
    both = Applicant("t3", "north", ("a", "b"))
    found = why(Case((HOUSE, other), (FIRST, two, both)))
    assert found == {
        "t3": [Reason("a", line="need 3", lost=1), Reason("b", line="need 2", lost=1)],
    }
