"""Plans as they are kept: what the rules found, with days instead of numbers, and what a region was refused
for. Read back, whatever of it has gone meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from courses.retreats.rules.hindrances import Hindrance
from courses.retreats.rules.year import Given, Plan, Role

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Stay:
    """A house and a Monday; who is there in which role, and how many places each region has. Ids alone."""

    house: str
    week_on: date
    team: Mapping[Role, str]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """One plan. `wanted` and `left_out` are places by region; `why` what stood in the way of each."""

    stays: tuple[Stay, ...]
    wanted: Mapping[str, int]
    left_out: Mapping[str, int]
    why: Mapping[str, tuple[Hindrance, ...]]
    cost: int
    least_share: int
    places: int
    bound: int
    is_proven: bool

    @property
    def gap(self) -> int:
        """How far it is from what no plan can exceed, in percent of that, rounded up."""
        return -(-PERCENT * (self.bound - self.places) // self.bound) if self.bound else 0

    def served(self, region: str) -> int:
        return self.wanted[region] - self.left_out.get(region, 0)


@dataclass(frozen=True, slots=True)
class Writer:
    """How plans of a year become what is kept; `mondays` are its weeks, the first is week 1."""

    given: Given
    mondays: Sequence[date]
    named: Mapping[int, date] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "named", dict(enumerate(self.mondays, start=1)))

    def plain(self, plan: Plan, why: Mapping[str, Sequence[Hindrance]]) -> dict[str, Any]:
        return {
            "stays": [self._stay(plan, stay) for stay in sorted(plan.teams, key=lambda each: each.week)],
            "wanted": dict(self.given.wanted),
            "left_out": dict(plan.left_out),
            "why": {region: [str(each) for each in rules] for region, rules in why.items()},
            "cost": plan.cost,
            "least_share": plan.least_share,
            "places": plan.places,
            "bound": max(plan.bound, plan.places),
            "is_proven": plan.is_proven,
        }

    def _stay(self, plan: Plan, stay: Any) -> dict[str, Any]:
        return {
            "house": stay.house,
            "week_on": self.named[stay.week].isoformat(),
            "team": {str(role): key for role, key in plan.teams[stay].items()},
            "places": {region: n for (at, region), n in plan.places_at.items() if at == stay},
        }


def read(plain: Mapping[str, Any]) -> Stored:
    """What `Writer.plain` wrote."""
    return Stored(
        stays=tuple(
            Stay(
                house=each["house"],
                week_on=date.fromisoformat(each["week_on"]),
                team={Role(role): key for role, key in each["team"].items()},
                places=each["places"],
            )
            for each in plain["stays"]
        ),
        why={region: tuple(Hindrance(each) for each in rules) for region, rules in plain["why"].items()},
        **{name: plain[name] for name in ("wanted", "left_out", "cost", "least_share", "places", "bound")},
        is_proven=plain["is_proven"],
    )
