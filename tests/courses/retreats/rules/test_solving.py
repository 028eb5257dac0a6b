"""What is shared out against every outcome there is, counted one by one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from courses.retreats.rules import case as cases_
from courses.retreats.rules import conflicts, solving
from courses.retreats.rules.case import Case
from courses.retreats.rules.checking import Counting
from courses.retreats.rules.policy import Aim, Policy
from tests.courses.retreats.rules.cases import can_sleep, cases, outcomes, policies

VALUE = "of all"


def best(case: Case, policy: Policy, value: str = VALUE) -> tuple[list[int], dict[str, str]] | None:
    """The best outcome by trying all, None when none keeps every rule."""
    raw, rules = cases_.plain(case), policy.plain()
    counting = Counting(raw, rules, {"places": {}, "rooms": {}, "reached": []}, value)
    allowed = [
        (counting.worth(places), places)
        for places in outcomes(case)
        if not any(counting.broken(places)) and can_sleep(case, places)
    ]
    return max(allowed, key=lambda each: each[0], default=None)


@settings(max_examples=150, deadline=None)
@given(case=cases(), policy=policies())
def test_shared_out_as_the_best_of_all(case: Case, policy: Policy) -> None:
    found = best(case, policy)
    if found is None:
        with pytest.raises(solving.CannotAllHold):
            solving.share_out(case, policy, VALUE, seconds=60)
        return
    outcome = solving.share_out(case, policy, VALUE, seconds=60)
    assert [each.value for each in outcome.reached] == found[0]
    assert dict(outcome.places) == found[1]
    assert outcome.is_proven


@settings(max_examples=60, deadline=None)
@given(case=cases(), policy=policies())
def test_conflict_is_smallest(case: Case, policy: Policy) -> None:
    found = conflicts.conflicting(case, policy)
    assert bool(found) == (best(case, policy) is None)
    for left_out in found:
        assert solving.can_hold(case, policy, [each for each in found if each != left_out])
    if found:
        assert not solving.can_hold(case, policy, found)


@settings(max_examples=60, deadline=None)
@given(case=cases(most=5), policy=policies(least=False))
def test_one_more_place_serves_no_fewer(case: Case, policy: Policy) -> None:
    """Where serving comes first."""
    aims = (Aim.SERVED, *[aim for aim in policy.aims if aim != Aim.SERVED])
    policy = replace(policy, aims=aims)
    more = [
        type(each)(each.key, each.places + 1, each.rooms, each.limits) if i == 0 else each
        for i, each in enumerate(case.retreats)
    ]
    before = solving.share_out(case, policy, VALUE, seconds=60)
    wider = Case(tuple(more), case.applicants, case.bound, case.apart, case.together, case.share_room)
    after = solving.share_out(wider, policy, VALUE, seconds=60)
    assert len(after.places) >= len(before.places)
