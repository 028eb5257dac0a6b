"""Who moves up, against every outcome there is around those who stay."""

from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from courses.retreats.rules import case as cases_
from courses.retreats.rules import solving
from courses.retreats.rules.case import Applicant, Case, Retreat, Room
from courses.retreats.rules.checking import Counting
from courses.retreats.rules.moving_up import moving_up
from courses.retreats.rules.policy import Policy
from tests.courses.retreats.rules.cases import can_sleep, cases, outcomes, policies
from tests.courses.retreats.rules.test_solving import VALUE

HOUSE = Retreat("a", 1, (Room("1", 1),))
FIRST, SECOND, THIRD = (Applicant(f"t{n}", "north", ("a",), need=3 - n) for n in range(3))


def best_around(case: Case, policy: Policy, held: Mapping[str, str], gone: str) -> dict[str, str]:
    """By trying all, of those that leave everybody who stays where they are."""
    counting = Counting(cases_.plain(case), policy.plain(), {"places": {}, "rooms": {}, "reached": []}, VALUE)
    allowed = [
        (counting.worth(places), places)
        for places in outcomes(case)
        if gone not in places
        and held.items() <= places.items()
        and not any(counting.broken(places))
        and can_sleep(case, places)
    ]
    return max(allowed, key=lambda each: each[0])[1]


@settings(max_examples=120, deadline=None)
@given(case=cases(), policy=policies(least=False), data=st.data())
def test_as_the_best_of_all_around_those_who_stay(case: Case, policy: Policy, data: st.DataObject) -> None:
    places = dict(solving.share_out(case, policy, VALUE, seconds=60).places)
    bound = {ticket for pair in case.bound for ticket in pair}
    free = sorted(places.keys() - bound)
    assume(free)
    gone = data.draw(st.sampled_from(free))
    held = {ticket: key for ticket, key in places.items() if ticket != gone}
    # Whoever has never been and says no still counts for what was kept when places were shared out.
    assume(policy.kept == 0)
    found = moving_up(case, policy, VALUE, held=held, gone=[gone], seconds=60)
    assert held | found == best_around(case, policy, held, gone)


@pytest.mark.parametrize(
    ("gone", "up"), [(["t0"], {"t1": "a"}), (["t0", "t1"], {"t2": "a"}), (["t0", "t1", "t2"], {})]
)
def test_the_next_in_the_order(gone: list[str], up: dict[str, str]) -> None:
    case = Case((HOUSE,), (FIRST, SECOND, THIRD))
    assert moving_up(case, Policy(), VALUE, held={}, gone=gone, seconds=60) == up


def test_nobody_moves_up_while_no_place_is_free() -> None:
    case = Case((HOUSE,), (FIRST, SECOND))
    assert moving_up(case, Policy(), VALUE, held={"t1": "a"}, gone=[], seconds=60) == {}


def test_who_is_bound_to_somebody_who_said_no_does_not_come_alone() -> None:
    case = Case((HOUSE,), (FIRST, SECOND, THIRD), bound=frozenset({("t0", "t1")}))
    assert moving_up(case, Policy(), VALUE, held={}, gone=["t0"], seconds=60) == {"t2": "a"}


def test_who_must_not_meet_somebody_there_is_passed() -> None:
    wide = Retreat("a", 2, (Room("1", 2),))
    case = Case((wide,), (FIRST, SECOND, THIRD), apart=frozenset({("t0", "t1")}))
    assert moving_up(case, Policy(), VALUE, held={"t0": "a"}, gone=[], seconds=60) == {"t2": "a"}


def test_a_region_that_cannot_have_its_least_any_more_stops_nobody() -> None:
    south = Applicant("t3", "south", ("a",))
    case = Case((HOUSE,), (FIRST, SECOND, south))
    policy = Policy(least={"south": 1})
    assert moving_up(case, policy, VALUE, held={}, gone=["t0"], seconds=60) == {"t3": "a"}
    assert moving_up(case, policy, VALUE, held={"t1": "a"}, gone=["t0"], seconds=60) == {}
