"""What a year is planned from, read for the rules: weeks by numbers, houses and colleagues by ids.

Retreats that are planned already count: their houses and teams are taken then, their price is spent.
Whoever leads counts as such in weeks on whose every day they hold a certificate by which groups may be led.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from courses.retreats.models import Colleague, House, Retreat, TeamPart, Year
from courses.retreats.planning import weeks
from courses.retreats.rules import year as rules
from courses.retreats.rules.year import Role, Stay
from trainers import reading
from trainers.models import Certificate
from trainers.rules import months
from trainers.rules.standing import ACTIVE

# The pathway whose certificates leading a retreat asks: it is work with groups on recovering.
LEADING = "recovery-group"
TEAM = len(Role)


def of(year: Year) -> rules.Given:
    """All that there is for a year. The team sleeps in the house too; one with no bed besides is left out."""
    mondays = weeks.of_year(year.year)
    made = _made(year)
    pins = list(year.pins.all())
    return rules.Given(
        houses=tuple(each for each in _houses(mondays) if each.beds > 0),
        colleagues=_colleagues(year, mondays),
        wanted={each.region_id: each.places for each in year.wanted.all()},
        money=max(0, year.money - sum(each.house.price for each in made)),
        most=max(0, year.most - len(made)),
        closed=frozenset(weeks.number(each.week_on) for each in year.closed_weeks.all()),
        pinned=frozenset(stay(each.house_id, each.week_on) for each in pins if each.is_wanted),
        forbidden=frozenset(stay(each.house_id, each.week_on) for each in pins if not each.is_wanted),
        rest=year.rest,
    )


def stay(house: UUID, week: date) -> Stay:
    return Stay(str(house), weeks.number(week))


def lead_weeks(colleagues: Iterable[Colleague], mondays: Iterable[date]) -> dict[UUID, frozenset[date]]:
    """The weeks in which each colleague may lead, by their Mondays; in none without a certificate."""
    rows, asked = list(colleagues), list(mondays)
    held = _held({each.trainer_id for each in rows if each.trainer_id})
    return {
        each.pk: frozenset(week for week in asked if _may_lead(held[each.trainer_id], week)) for each in rows
    }


def too_small() -> list[House]:
    """Houses with no more beds than a team has people: no plan has them."""
    return [each for each in House.objects.prefetch_related("rooms") if places(each) == 0]


def places(house: House) -> int:
    """The beds that are left when the team has theirs."""
    return max(0, beds(house) - TEAM)


def beds(house: House) -> int:
    return sum(room.beds for room in house.rooms.all())


def _made(year: Year) -> list[Retreat]:
    return list(_not_cancelled().filter(year=year).select_related("house"))


def _not_cancelled() -> "QuerySet[Retreat]":
    return Retreat.objects.exclude(decided=Retreat.Decided.CANCELLED)


def _houses(mondays: list[date]) -> list[rules.House]:
    span = (mondays[0], mondays[-1] + weeks.LAST_DAY)
    taken: dict[UUID, set[date]] = defaultdict(set)
    rows = _not_cancelled().filter(begins_on__lte=span[1], ends_on__gte=span[0])
    for house, begins, ends in rows.values_list("house", "begins_on", "ends_on"):
        taken[house].update(weeks.touched(weeks.Line(begins, ends)))
    houses = House.objects.prefetch_related("rooms", "weeks", "reaches")
    return [
        rules.House(
            key=str(each.pk),
            beds=places(each),
            price=each.price,
            weeks=_numbers(week.week_on for week in each.weeks.all() if week.week_on not in taken[each.pk])
            & _numbers(mondays),
            reaches=frozenset(region.pk for region in each.reaches.all()),
        )
        for each in houses
    ]


def _colleagues(year: Year, mondays: list[date]) -> tuple[rules.Colleague, ...]:
    rows = list(Colleague.objects.prefetch_related("weeks"))
    leads, engaged = lead_weeks(rows, mondays), _engaged(mondays)
    within = set(mondays)
    found = []
    for each in rows:
        free = {week.week_on for week in each.weeks.all()} & within
        there = engaged[each.pk]
        tired = {week for week in free for other in there if abs((week - other).days) // 7 <= year.rest}
        found.append(
            rules.Colleague(
                key=str(each.pk),
                roles=frozenset(Role(role) for role in each.roles),
                weeks=_numbers(free - tired),
                most=max(0, each.most - len(there & within)),
                leads=_numbers(leads[each.pk]),
            )
        )
    return tuple(found)


def _engaged(mondays: list[date]) -> Mapping[UUID, set[date]]:
    """In which weeks colleagues are at a retreat already, those before and after the year as well."""
    found: dict[UUID, set[date]] = defaultdict(set)
    far = timedelta(days=366)
    rows = TeamPart.objects.exclude(retreat__decided=Retreat.Decided.CANCELLED)
    rows = rows.filter(begins_on__lte=mondays[-1] + far, ends_on__gte=mondays[0] - far)
    for colleague, begins_on in rows.values_list("colleague", "begins_on"):
        found[colleague].add(weeks.monday(begins_on))
    return found


def _held(trainers: set[UUID]) -> dict[UUID | None, list[Certificate]]:
    rows = Certificate.objects.filter(
        candidacy__trainer__in=trainers, version__pathway__slug=LEADING, revoked_month=None
    )
    found: dict[UUID | None, list[Certificate]] = defaultdict(list)
    for each in rows.select_related("version", "candidacy__trainer"):
        found[each.candidacy.trainer_id].append(each)
    return found


def _may_lead(held: Iterable[Certificate], week: date) -> bool:
    days = (week, week + weeks.LAST_DAY)
    return any(all(_covers(each, day) for day in days) for each in held)


def _covers(certificate: Certificate, day: date) -> bool:
    until = certificate.candidacy.trainer.active_until_month
    goes_on = until is None or until >= months.of(day)
    return goes_on and reading.state(certificate, day) in ACTIVE


def _numbers(each: Iterable[date]) -> frozenset[int]:
    return frozenset(weeks.number(week) for week in each)
