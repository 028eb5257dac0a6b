"""Aims moved, left out and added; and what may be shown of people who applied."""

import pytest

from courses.retreats.rules import hiding, ordering
from courses.retreats.rules.policy import Aim

SERVED, NEED, LOT = Aim.SERVED, Aim.NEED, Aim.LOT


def test_an_aim_goes_one_place_up_or_down_and_no_further_than_the_ends() -> None:
    aims = (SERVED, NEED, LOT)
    assert ordering.up(aims, LOT) == (SERVED, LOT, NEED)
    assert ordering.down(aims, SERVED) == (NEED, SERVED, LOT)
    assert ordering.up(aims, SERVED) == ordering.down(aims, LOT) == aims
    assert ordering.up(aims, Aim.WISHES) == ordering.down(aims, Aim.WISHES) == aims


def test_an_aim_is_left_out_and_added_once() -> None:
    assert ordering.without((SERVED, NEED), NEED) == (SERVED,)
    assert ordering.last((SERVED,), NEED) == (SERVED, NEED)
    assert ordering.last((SERVED, NEED), SERVED) == (SERVED, NEED)


@pytest.mark.parametrize(("number", "shown"), [(0, None), (9, None), (10, 10), (14, 10), (15, 15)])
def test_fewer_than_ten_are_not_told_of_and_others_in_steps_of_five(number: int, shown: int | None) -> None:
    assert hiding.shown(number) == shown


def test_groups_are_not_told_of_where_nearly_everybody_is_in_one() -> None:
    assert hiding.may_spread({3: 8, 2: 4})
    assert not hiding.may_spread({3: 18, 2: 2})
    assert not hiding.may_spread({3: 5, 2: 4})
