"""The year: against every plan there is where it is small, and what was pinned, forbidden or closed."""

import time
from dataclasses import replace
from itertools import combinations

import pytest

from courses.retreats.rules import planner
from courses.retreats.rules.year import Colleague, Given, House, Plan, Role, Stay
from tests.bench import years

EVERYBODY = frozenset(Role)
WEEKS = frozenset(range(1, 9))
NEAR = House("near", 4, 100, frozenset({1, 2, 6}), frozenset({"north"}))
FAR = House("far", 6, 300, frozenset({1, 5}), frozenset({"north", "south"}))
TEAM = tuple(Colleague(f"c{i}", EVERYBODY, WEEKS, most=2) for i in range(4))
GIVEN = Given((NEAR, FAR), TEAM, {"north": 8, "south": 4}, money=500, most=3)


def planned(given: Given = GIVEN) -> list[Plan]:
    return list(planner.plans(given, seconds=20))


def served(plan: Plan, region: str) -> int:
    return sum(number for (_stay, code), number in plan.places_at.items() if code == region)


def test_the_first_plan_is_the_best_there_is() -> None:
    plan = planned()[0]
    assert plan.is_proven
    # One team of four, with three weeks of rest between stays and two stays a year for each of them.
    assert set(plan.teams) in ({Stay("near", 1), Stay("far", 5)}, {Stay("near", 6), Stay("far", 1)})
    assert (plan.places, plan.bound, plan.cost, plan.least_share) == (10, 10, 400, 75)
    assert (served(plan, "north"), served(plan, "south")) in {(6, 4), (7, 3)}
    assert sum(plan.left_out.values()) == 2


def test_each_stay_has_a_whole_team_of_four_people() -> None:
    for plan in planned():
        for team in plan.teams.values():
            assert team.keys() == EVERYBODY
            assert len(set(team.values())) == len(Role)


def test_later_plans_are_other_plans() -> None:
    found = [frozenset(plan.teams) for plan in planned()]
    assert len(found) == planner.MOST_PLANS
    assert all(one != other for one, other in combinations(found, 2))


def test_nobody_is_in_two_stays_without_rest() -> None:
    more = replace(GIVEN, colleagues=tuple(Colleague(f"c{i}", EVERYBODY, WEEKS, most=9) for i in range(5)))
    for plan in planned(more):
        weeks: dict[str, list[int]] = {}
        for stay, team in plan.teams.items():
            for key in team.values():
                weeks.setdefault(key, []).append(stay.week)
        for each in weeks.values():
            assert all(later - earlier > more.rest for earlier, later in combinations(sorted(each), 2))


def test_what_is_pinned_is_in_every_plan_and_what_is_forbidden_or_closed_in_none() -> None:
    pinned, forbidden = Stay("near", 2), Stay("far", 5)
    given = replace(
        GIVEN, pinned=frozenset({pinned}), forbidden=frozenset({forbidden}), closed=frozenset({1})
    )
    for plan in planned(given):
        assert pinned in plan.teams
        assert forbidden not in plan.teams
        assert all(stay.week != 1 for stay in plan.teams)


def test_no_plan_costs_more_than_there_is() -> None:
    assert all(plan.cost <= 250 for plan in planned(replace(GIVEN, money=250)))


@pytest.mark.parametrize(
    "given",
    [
        replace(GIVEN, pinned=frozenset({Stay("near", 3)})),
        replace(GIVEN, pinned=frozenset({Stay("near", 1), Stay("near", 2)})),
        replace(GIVEN, pinned=frozenset({Stay("far", 1)}), money=200),
        replace(GIVEN, pinned=frozenset({Stay("far", 1)}), colleagues=TEAM[:3]),
    ],
)
def test_what_is_pinned_and_cannot_be_is_refused(given: Given) -> None:
    with pytest.raises(planner.CannotBe):
        planned(given)


def test_stopping_keeps_what_was_found() -> None:
    asked = []

    def stop() -> bool:
        asked.append(1)
        return True

    found = list(planner.plans(GIVEN, seconds=20, stop=stop))
    assert len(found) == 1
    assert asked


def test_who_leads_is_there_only_in_weeks_in_which_they_may() -> None:
    lead = Colleague("lead", frozenset({Role.LEAD, Role.CO_TRAINER}), WEEKS, most=9, leads=frozenset({5}))
    others = tuple(
        Colleague(f"{role} {i}", frozenset({role}), WEEKS, most=9)
        for role in Role
        for i in range(2)
        if role is not Role.LEAD
    )
    for plan in planned(replace(GIVEN, colleagues=(lead, *others))):
        assert {stay.week for stay in plan.teams} <= {5}
        assert all(team[Role.LEAD] == "lead" for team in plan.teams.values())
    assert planned(replace(GIVEN, colleagues=(lead, *others)))[0].teams.keys() == {Stay("far", 5)}


def test_the_bound_is_told_in_places_and_never_below_what_was_found() -> None:
    told: list[tuple[int, int]] = []
    plan = next(iter(planner.plans(GIVEN, seconds=20, tell=lambda *each: told.append(each))))
    assert told[-1] == (plan.places, plan.bound)
    assert all(found <= bound <= 12 for found, bound in told)


def test_whoever_waits_is_asked_though_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search without solutions tells nobody anything; it is stopped all the same."""
    monkeypatch.setattr(planner, "LOOK_EVERY", 0.05)
    hard = years.given(1, houses=20, weeks=40, people=30, retreats=12)
    began = time.monotonic()
    found = list(planner.plans(hard, seconds=60, stop=lambda: time.monotonic() - began > 1))
    assert time.monotonic() - began < 20
    assert len(found) == 1
    assert not found[0].is_proven
    assert found[0].places <= found[0].bound


def test_what_is_raised_while_it_looks_ends_it() -> None:
    class Killed(BaseException):
        pass

    def stop() -> bool:
        raise Killed

    with pytest.raises(Killed):
        list(
            planner.plans(years.given(1, houses=20, weeks=40, people=30, retreats=12), seconds=60, stop=stop)
        )
