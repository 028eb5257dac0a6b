"""Who sleeps where: what is needed first, then wishes, then the lot."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.retreats.rules import rooming
from courses.retreats.rules.case import Applicant, Case, Retreat, Room
from courses.retreats.rules.solving import CannotAllHold
from tests.courses.retreats.rules.cases import can_sleep, cases

HOUSE = Retreat("a", 9, (Room("1", 1), Room("2", 2), Room("3", 3)))


def people(*names: str, alone: str = "") -> list[Applicant]:
    return [Applicant(name, "north", ("a",), alone=name in alone.split()) for name in names]


def test_who_sleeps_alone_gets_the_smallest_room() -> None:
    rooms = rooming.share_rooms(HOUSE, people("x", "y", alone="x"), [], value="v", seconds=60)
    assert rooms["x"] == "1" and rooms["y"] != "1"


def test_those_who_wish_to_share_do() -> None:
    rooms = rooming.share_rooms(
        HOUSE, people("u", "v", "w", "x", "y"), [("u", "v"), ("w", "x")], value="v", seconds=60
    )
    assert rooms["u"] == rooms["v"] and rooms["w"] == rooms["x"]


def test_another_value_puts_people_elsewhere() -> None:
    found = {
        tuple(sorted(rooming.share_rooms(HOUSE, people("x", "y", "z"), [], value=f"{n}", seconds=60).items()))
        for n in range(12)
    }
    assert len(found) > 3


@settings(max_examples=80, deadline=None)
@given(case=cases(), data=st.data())
def test_a_house_that_can_put_them_up_does_and_no_other(case: Case, data: st.DataObject) -> None:
    house = case.retreats[0]
    who = data.draw(st.lists(st.sampled_from(case.applicants), unique_by=lambda each: each.ticket))
    if not can_sleep(Case((house,), case.applicants), {each.ticket: house.key for each in who}):
        with pytest.raises(CannotAllHold):
            rooming.share_rooms(house, who, [], value="v", seconds=60)
        return
    rooms = rooming.share_rooms(house, who, [], value="v", seconds=60)
    assert rooms.keys() == {each.ticket for each in who}
    for room in house.rooms:
        here = [each for each in who if rooms[each.ticket] == room.key]
        assert len(here) <= room.beds
        assert all(each.features <= room.features for each in here)
        assert len(here) == 1 or not any(each.alone for each in here)
