"""Accepting a plan of a year: its retreats are made with their teams, all of them or none, and once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from courses.retreats import planned_titles, traces
from courses.retreats.actions.in_words import rule_of
from courses.retreats.models import Colleague, House, Pin, Planning, Retreat, TeamPart, Year
from courses.retreats.planning import given, refusals, stored, weeks
from courses.retreats.planning.stored import Stay
from courses.retreats.rules.year import Role
from wellbeing.accounts.models import User
from wellbeing.regions import zones

WHOLE = (Planning.Status.DONE, Planning.Status.STOPPED)
HOUSE_RULE = "a_house_holds_one_retreat_at_a_time"
COLLEAGUE_RULE = "a_colleague_is_at_one_retreat_at_a_time"
# Where the table of regions has no zone.
USUAL_ZONE = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class _There:
    """Houses and colleagues as they are now, by their ids as a plan names them."""

    houses: Mapping[str, House]
    colleagues: Mapping[str, Colleague]


@transaction.atomic
def accept(*, year: UUID, number: int, by: User) -> list[Retreat]:
    """Make the retreats of plan `number`, counted from 1.

    Raises Year.DoesNotExist, refusals.NoSuchPlan, refusals.AcceptedAlready, refusals.NotAsPlanned.
    """
    held = Year.objects.select_for_update().get(pk=year)
    row = Planning.objects.select_for_update().filter(year=held).first()
    if row is None or row.status not in WHOLE or not 1 <= number <= len(row.plans):
        raise refusals.NoSuchPlan
    if row.accepted is not None:
        raise refusals.AcceptedAlready
    plan = stored.read(row.plans[number - 1])
    there = _there(plan.stays)
    _look_who_leads(plan.stays, there)
    retreats = [_make(held, stay, there) for stay in plan.stays]
    row.accepted = number
    row.save(update_fields=["accepted"])
    _unpin(held, plan.stays)
    traces.note(held, "retreats.accept_plan", by)
    for retreat in retreats:
        traces.note(retreat, "wagtail.create", by)
    return retreats


def _there(stays: Sequence[Stay]) -> _There:
    """Raises refusals.NotAsPlanned where one is gone."""
    houses = House.objects.filter(pk__in={each.house for each in stays}).prefetch_related("rooms")
    keys = {key for each in stays for key in each.team.values()}
    found = _There(
        houses={str(each.pk): each for each in houses},
        colleagues={str(each.pk): each for each in Colleague.objects.filter(pk__in=keys)},
    )
    if len(found.colleagues) < len(keys) or any(each.house not in found.houses for each in stays):
        raise refusals.gone()
    return found


def _look_who_leads(stays: Sequence[Stay], there: _There) -> None:
    may = given.lead_weeks(there.colleagues.values(), {each.week_on for each in stays})
    for stay in stays:
        lead = there.colleagues[stay.team[Role.LEAD]]
        if stay.week_on not in may[lead.pk]:
            raise refusals.may_not_lead(lead.name, stay.week_on)


def _make(year: Year, stay: Stay, there: _There) -> Retreat:
    house = there.houses[stay.house]
    places = given.places(house)
    if not places:
        raise refusals.too_small(house.name)
    retreat = Retreat(
        title=_title(year, stay),
        year=year,
        house=house,
        region_id=house.region_id,
        begins_on=stay.week_on,
        ends_on=stay.week_on + weeks.LAST_DAY,
        zone=zones.zone_of(house.region_id) or USUAL_ZONE,
        places=places,
    )
    try:
        with transaction.atomic():
            retreat.save()
    except IntegrityError as error:
        if rule_of(error) == HOUSE_RULE:
            raise refusals.house_taken(house.name, stay.week_on) from error
        raise
    for role, key in stay.team.items():
        _engage(retreat, there.colleagues[key], role)
    return retreat


def _engage(retreat: Retreat, colleague: Colleague, role: Role) -> None:
    days = {"begins_on": retreat.begins_on, "ends_on": retreat.ends_on}
    try:
        with transaction.atomic():
            TeamPart.objects.create(retreat=retreat, colleague=colleague, role=role, **days)
    except IntegrityError as error:
        if rule_of(error) == COLLEAGUE_RULE:
            raise refusals.colleague_taken(colleague.name, retreat.begins_on) from error
        raise


def _title(year: Year, stay: Stay) -> str:
    """Counted in each season of the year, with what was made before."""
    name = planned_titles.season(stay.week_on)
    days = Retreat.objects.filter(year=year).values_list("begins_on", flat=True)
    return planned_titles.title(name, 1 + sum(planned_titles.season(day) == name for day in days))


def _unpin(year: Year, stays: Sequence[Stay]) -> None:
    """What has become a retreat needs no pin any more."""
    for stay in stays:
        Pin.objects.filter(year=year, house=UUID(stay.house), week_on=stay.week_on).delete()
