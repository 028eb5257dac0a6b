"""What a year of retreats is planned from, and what a plan says. Imports no framework.

Weeks are numbered within the year. Money is in whole units of one currency. A stay takes one house for one
week, with a team of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who a team needs, one person each."""

    LEAD = "lead"  # a trainer certified for the work
    CO_TRAINER = "co_trainer"
    PSYCHOLOGIST = "psychologist"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class House:
    """`reaches` are the regions whose people can get there, `beds` those for participants."""

    key: str
    beds: int
    price: int
    weeks: frozenset[int]
    reaches: frozenset[str]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be in teams, in one role at a time, at most so often a year. `leads` are the weeks in
    which they may lead; None where nothing but `weeks` limits that."""

    key: str
    roles: frozenset[Role]
    weeks: frozenset[int]
    most: int = 2
    leads: frozenset[int] | None = None

    def roles_in(self, week: int) -> list[Role]:
        """What they can do in a week in which they can."""
        may_lead = self.leads is None or week in self.leads
        return [role for role in sorted(self.roles) if may_lead or role is not Role.LEAD]


@dataclass(frozen=True, slots=True)
class Stay:
    """One retreat of a plan."""

    house: str
    week: int


@dataclass(frozen=True, slots=True)
class Given:
    """`wanted` are places by region; `closed` weeks that are out for everybody, `pinned` stays that must be
    in the plan, `forbidden` ones that must not. Between two stays of one colleague lie at least `rest` weeks.
    """

    houses: tuple[House, ...]
    colleagues: tuple[Colleague, ...]
    wanted: Mapping[str, int]
    money: int
    most: int
    closed: frozenset[int] = frozenset()
    pinned: frozenset[Stay] = frozenset()
    forbidden: frozenset[Stay] = frozenset()
    rest: int = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """The stays with their teams, and the places that each region has at each. `bound` is the most places
    that any plan could have at these shares; the same as `places` when it is proven."""

    teams: Mapping[Stay, Mapping[Role, str]]
    places_at: Mapping[tuple[Stay, str], int]
    cost: int
    least_share: int
    bound: int
    is_proven: bool
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def places(self) -> int:
        return sum(self.places_at.values())
