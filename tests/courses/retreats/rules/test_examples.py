"""Made-up people for the retreats of a case."""

import random

from courses.retreats.rules import examples, reading, solving
from courses.retreats.rules.case import Case, Retreat, Room, plain
from courses.retreats.rules.policy import Policy

ROOMS = tuple(Room(str(i), 2, frozenset({"quiet"})) for i in range(8))
EMPTY = Case((Retreat("a", 12, ROOMS, {"at_night": 2}), Retreat("b", 12, ROOMS)), ())


def filled(seed: int = 1, people: int = 60) -> Case:
    return examples.fill(EMPTY, regions=("RU-TOM", "RU-OMS"), people=people, randomness=random.Random(seed))


def test_the_same_seed_makes_the_same_people_and_another_one_others() -> None:
    assert filled() == filled()
    assert filled() != filled(2)


def test_they_are_a_case_as_it_is_published_with_people_of_every_kind() -> None:
    case = filled()
    assert reading.case(plain(case)) == case
    assert {each.need for each in case.applicants} == {0, 1, 2, 3}
    assert {each.has_been for each in case.applicants} == {True, False}
    assert {each.region for each in case.applicants} == {"RU-TOM", "RU-OMS"}
    assert case.apart and case.bound and case.together and case.share_room
    assert not case.apart & (case.bound | case.together | case.share_room)


def test_the_usual_rules_share_the_places_of_a_small_example_out_to_proof() -> None:
    found = solving.share_out(filled(), Policy(kept=3), "example", seconds=20)
    assert (len(found.places), found.is_proven) == (24, True)
