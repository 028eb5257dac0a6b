"""Retreats of the demo that no plan of a year made, and announcing those of either kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from courses.retreats.actions.preparing import retreat_plans, retreat_steps
from courses.retreats.actions.preparing.retreat_plans import Plan
from courses.retreats.models import Colleague, House, Retreat
from courses.retreats.models.choices import Role
from courses.retreats.planning import weeks
from courses.retreats.seeding.demo import ZONE, Demo, once

ROLES = (Role.LEAD, Role.CO_TRAINER, Role.PSYCHOLOGIST, Role.ORGANISER)


@dataclass(frozen=True, slots=True)
class Stay:
    """A week in a house; `team` are who leads, the second trainer, the psychologist and who organises."""

    title: str
    house: House
    monday: date
    places: int
    team: Sequence[Colleague]


def announced(demo: Demo, stay: Stay, *, on: date) -> Retreat:
    """Planned and announced on a day."""
    what = Plan(
        title=stay.title,
        house=stay.house,
        region=stay.house.region,
        begins_on=stay.monday,
        ends_on=stay.monday + weeks.LAST_DAY,
        zone=ZONE,
        language="ru",
        places=stay.places,
        limits={},
        team=list(zip(stay.team, ROLES, strict=True)),
    )
    made = retreat_plans.plan(what=what, by=demo.organiser, once=once(stay.title))
    return retreat_steps.publish(retreat=made.pk, by=demo.organiser, today=on)
