"""A year and its plans as pages show them: names in place of ids, words in place of rules. A fixed number of
queries, however many plans and stays there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.retreats.models import Colleague, House, Pin, Planning, Year
from courses.retreats.models.choices import Role
from courses.retreats.planning import given, stored, weeks
from courses.retreats.planning.stored import Stored
from courses.retreats.staff.planning.words import WHY
from wellbeing.documents import alive
from wellbeing.regions.models import Region

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Stay:
    """`pin` is what was said of it since, if anything."""

    house_id: str
    week_on: date
    house: str
    days: str
    team: Sequence[tuple[str, str]]
    places: str
    pin: Pin | None


@dataclass(frozen=True, slots=True)
class Served:
    """A region: so many places of so many wanted, and why not more."""

    region: str
    places: int
    wanted: int
    why: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    number: int
    stays: Sequence[Stay]
    regions: Sequence[Served]
    stored: Stored

    @property
    def left_out(self) -> list[Served]:
        return [each for each in self.regions if each.why]

    @property
    def wanted(self) -> int:
        return sum(each.wanted for each in self.regions)


@dataclass(frozen=True, slots=True)
class _Names:
    """Everything that plans of a year name."""

    houses: Mapping[str, str]
    colleagues: Mapping[str, str]
    regions: Mapping[str, str]
    pins: Mapping[tuple[str, date], Pin] = field(default_factory=dict)

    def stay(self, stay: stored.Stay) -> Stay:
        gone = _("removed since")
        team = {Role(role): key for role, key in stay.team.items()}
        places = sorted((self.regions.get(code, code), n) for code, n in stay.places.items())
        return Stay(
            house_id=stay.house,
            week_on=stay.week_on,
            house=self.houses.get(stay.house, gone),
            days=days(stay.week_on),
            team=[(str(role.label), self.colleagues.get(team[role], gone)) for role in Role if role in team],
            places=", ".join(f"{region} {number}" for region, number in places),
            pin=self.pins.get((stay.house, stay.week_on)),
        )

    def served(self, plan: Stored) -> list[Served]:
        return [
            Served(
                region=self.regions.get(code, code),
                places=plan.served(code),
                wanted=wanted,
                why=[str(WHY[each]) for each in plan.why.get(code, ())],
            )
            for code, wanted in plan.wanted.items()
        ]


def plans(planning: Planning) -> list[Plan]:
    """The plans that are whole, the best first."""
    read = [stored.read(each) for each in planning.plans]
    names = _names(planning.year)
    return [
        Plan(number, [names.stay(stay) for stay in plan.stays], names.served(plan), plan)
        for number, plan in enumerate(read, start=1)
    ]


def progress(planning: Planning, what: str) -> dict[str, Any]:
    """How far it is: places so far of the most that there can be, and whether anybody is at it."""
    share = PERCENT * planning.found // planning.bound if planning.bound else 0
    is_running = planning.status == Planning.Status.RUNNING
    return {"share": share, "is_alive": is_running and alive.is_said(what, planning.pk)}


def year(year: Year) -> dict[str, Any]:
    """What is given for a year, and what is amiss with it."""
    found = given.of(year)
    closed = list(year.closed_weeks.all())
    leads = [each for each in found.colleagues if Role.LEAD in each.roles]
    names = {str(each.pk): each.name for each in Colleague.objects.all()}
    return {
        "houses": len([each for each in found.houses if each.weeks - found.closed]),
        "beds": sum(each.beds for each in found.houses if each.weeks - found.closed),
        "too_small": given.too_small(),
        "roles": [(role.label, sum(_can(each, role) for each in found.colleagues)) for role in Role],
        "uncertified": [names[each.key] for each in leads if each.weeks and not each.weeks & _may(each)],
        "closed": _stretches(closed),
        "wanted": list(year.wanted.select_related("region")),
        "pins": [(each, days(each.week_on)) for each in year.pins.select_related("house")],
        "retreats": list(year.retreats.select_related("house").order_by("begins_on")),
        "left": {"money": found.money, "most": found.most},
    }


def days(week: date) -> str:
    """First and last day of a week."""
    return f"{date_format(week, 'j E')} – {date_format(week + weeks.LAST_DAY, 'j E Y')}"


def _can(colleague: Any, role: Role) -> bool:
    """In some week, and not yet at as many retreats this year as they want."""
    return colleague.most > 0 and any(role.value in colleague.roles_in(week) for week in colleague.weeks)


def _may(colleague: Any) -> frozenset[int]:
    return colleague.leads or frozenset()


def _stretches(closed: Sequence[Any]) -> list[tuple[str, str]]:
    """Closed weeks with the same reason that follow one another, as one line."""
    found = []
    for reason in dict.fromkeys(each.reason for each in closed):
        own = [each.week_on for each in closed if each.reason == reason]
        found += [(first, last, reason) for first, last in weeks.ranges(own)]
    return [
        (f"{date_format(first, 'j E')} – {date_format(last, 'j E Y')}", reason)
        for first, last, reason in sorted(found)
    ]


def _names(year: Year) -> _Names:
    return _Names(
        houses={str(each.pk): each.name for each in House.objects.all()},
        colleagues={str(each.pk): each.name for each in Colleague.objects.all()},
        regions={each.pk: str(each) for each in Region.objects.all()},
        pins={(str(each.house_id), each.week_on): each for each in year.pins.all()},
    )
