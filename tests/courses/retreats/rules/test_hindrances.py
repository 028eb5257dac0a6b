"""Why a region is left out: each rule, where it is the one in the way."""

from dataclasses import replace

import pytest

from courses.retreats.rules import hindrances, planner
from courses.retreats.rules.hindrances import Hindrance
from courses.retreats.rules.year import Colleague, Given, House, Role, Stay

EVERYBODY = frozenset(Role)
HOUSE = House("near", 4, 100, frozenset({1, 5}), frozenset({"north"}))
TEAM = tuple(Colleague(f"c{i}", EVERYBODY, frozenset(range(1, 13)), most=9) for i in range(4))
GIVEN = Given((HOUSE,), TEAM, {"north": 8}, money=1000, most=9)


def why(given: Given) -> dict[str, tuple[Hindrance, ...]]:
    plan = next(iter(planner.plans(given, seconds=20)))
    return dict(hindrances.why(given, plan))


def test_nothing_is_in_the_way_of_who_gets_all() -> None:
    assert why(GIVEN) == {}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (replace(GIVEN, wanted={"north": 8, "far": 2}), {"far": (Hindrance.NO_HOUSE,)}),
        (replace(GIVEN, money=150), {"north": (Hindrance.MONEY,)}),
        (replace(GIVEN, most=1), {"north": (Hindrance.MOST,)}),
        (replace(GIVEN, closed=frozenset({5})), {"north": (Hindrance.CLOSED,)}),
        (replace(GIVEN, forbidden=frozenset({Stay("near", 1)})), {"north": (Hindrance.PINS,)}),
        (replace(GIVEN, colleagues=TEAM[:3]), {"north": (Hindrance.TEAM,)}),
        (replace(GIVEN, rest=4), {"north": (Hindrance.TEAM,)}),
        (replace(GIVEN, wanted={"north": 9}), {"north": (Hindrance.BEDS,)}),
    ],
)
def test_the_rule_that_stood_in_the_way(given: Given, found: dict[str, tuple[Hindrance, ...]]) -> None:
    assert why(given) == found


def test_weeks_in_which_no_house_is_free() -> None:
    later = House("later", 4, 100, frozenset({9}), frozenset({"south"}))
    given = replace(GIVEN, houses=(HOUSE, later), wanted={"north": 12, "south": 4})
    assert why(given) == {"north": (Hindrance.WEEKS,)}


def test_others_who_want_places_too() -> None:
    house = replace(HOUSE, reaches=frozenset({"north", "south"}))
    given = replace(GIVEN, houses=(house,), wanted={"north": 8, "south": 8})
    assert why(given) == {"north": (Hindrance.OTHERS,), "south": (Hindrance.OTHERS,)}
