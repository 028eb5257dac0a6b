"""Why a region gets fewer places in a year than it wants: which rule stood in the way. Imports no framework.

For each region that a plan leaves out, the most that it could have by itself is compared with the most it
could have if one rule were lifted. A rule that lets it have more stood in its way. Where it could have all it
wants by itself, other regions' wishes did: the places were shared.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from ortools.sat.python import cp_model

from courses.retreats.rules.planner import SEED, CannotBe, Year
from courses.retreats.rules.year import Colleague, Given, Plan, Role

SECONDS = 2.0


class Hindrance(StrEnum):
    """What can stand in a region's way."""

    NO_HOUSE = "no_house"  # no house reaches it
    MONEY = "money"
    MOST = "most"  # no more retreats than so many
    CLOSED = "closed"  # weeks that are out for everybody
    WEEKS = "weeks"  # its houses are not free in weeks in which others are
    TEAM = "team"  # colleagues: their weeks, how often they can, their rest
    PINS = "pins"  # what was pinned or forbidden
    BEDS = "beds"  # lifting none of these alone helps: its houses are too small, or several stand together
    OTHERS = "others"  # it could have all it wants if nobody else wanted anything


def why(
    given: Given, plan: Plan, *, look: Callable[[], object] = lambda: None
) -> Mapping[str, tuple[Hindrance, ...]]:
    """What stood in the way of each region that the plan leaves out; `look` is called before each."""
    found = {}
    for region in plan.left_out:
        look()
        found[region] = _of(given, region)
    return found


def _of(given: Given, region: str) -> tuple[Hindrance, ...]:
    if not any(region in house.reaches for house in given.houses):
        return (Hindrance.NO_HOUSE,)
    alone = _most(given, region)
    if alone >= given.wanted[region]:
        return (Hindrance.OTHERS,)
    found = tuple(rule for rule, lifted in _lifted(given).items() if _most(lifted, region) > alone)
    return found or (Hindrance.BEDS,)


def _lifted(given: Given) -> dict[Hindrance, Given]:
    """The year with one rule lifted at a time."""
    weeks = frozenset(week for house in given.houses for week in house.weeks)
    houses = tuple(replace(house, weeks=weeks) for house in given.houses)
    stays = sum(len(house.weeks) for house in given.houses)
    return {
        Hindrance.MONEY: replace(given, money=sum(house.price * len(house.weeks) for house in given.houses)),
        Hindrance.MOST: replace(given, most=stays),
        Hindrance.CLOSED: replace(given, closed=frozenset()),
        Hindrance.WEEKS: replace(given, houses=houses),
        Hindrance.TEAM: replace(given, colleagues=given.colleagues + _anybody(weeks, len(given.houses))),
        Hindrance.PINS: replace(given, pinned=frozenset(), forbidden=frozenset()),
    }


def _anybody(weeks: frozenset[int], teams: int) -> tuple[Colleague, ...]:
    """Whole teams that can do everything in one week each."""
    return tuple(
        Colleague(f"anybody {role} {week} {team}", frozenset({role}), frozenset({week}), most=1)
        for role in Role
        for week in sorted(weeks)
        for team in range(teams)
    )


def _most(given: Given, region: str) -> int:
    """The most places that a region could have if nobody else wanted any."""
    try:
        year = Year.of(replace(given, wanted={region: given.wanted[region]}))
    except CannotBe:
        return 0
    year.cp.maximize(year.served(region))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_time_in_seconds = SECONDS
    status = solver.solve(year.cp)
    return int(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else 0
