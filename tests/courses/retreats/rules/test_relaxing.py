"""Many pairs who must not meet: the same places as with all of them in the model from the beginning."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.retreats.rules import relaxing, solving
from courses.retreats.rules.case import Case
from courses.retreats.rules.policy import Policy
from tests.courses.retreats.rules.cases import cases, policies
from tests.courses.retreats.rules.test_solving import VALUE, best


@settings(max_examples=120, deadline=None)
@given(case=cases(), policy=policies(), data=st.data())
def test_the_same_as_the_best_of_all_that_keep_every_pair(
    case: Case, policy: Policy, data: st.DataObject
) -> None:
    every = list(combinations([each.ticket for each in case.applicants], 2))
    apart = data.draw(st.frozensets(st.sampled_from(every))) if every else frozenset()
    case = replace(case, apart=apart)
    found = best(case, policy)
    if found is None:
        with pytest.raises(solving.CannotAllHold):
            relaxing.share_out(case, policy, VALUE, seconds=60)
        return
    outcome = relaxing.share_out(case, policy, VALUE, seconds=60)
    assert dict(outcome.places) == found[1]
    assert [each.value for each in outcome.reached] == found[0]
    assert outcome.is_proven


def test_no_time_is_no_result() -> None:
    with pytest.raises(solving.Stopped):
        relaxing.share_out(Case((), ()), Policy(), VALUE, seconds=0)
