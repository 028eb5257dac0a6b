"""A year to plan: houses with free weeks, whole teams, and regions that want places."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import count

from courses.retreats.models import Colleague, ColleagueWeek, House, HouseWeek, Wanted, Year
from courses.retreats.planning import given, weeks
from tests.factories.retreats import create_house, create_retreat_colleague
from tests.factories.trainers import create_candidacy, create_certificate, create_trainer, region
from trainers.models import Trainer

YEAR = 2027
MONDAYS = weeks.of_year(YEAR)
_numbers = count(1)


def week(number: int) -> date:
    return MONDAYS[number - 1]


def create_year(*, wanted: dict[str, int] | None = None, money: int = 1_000_000, most: int = 3) -> Year:
    year = Year.objects.create(year=YEAR, money=money, most=most, rest=3)
    for code, places in ({"RU-TOM": 8} if wanted is None else wanted).items():
        Wanted.objects.create(year=year, region=region(code), places=places)
    return year


def create_free_house(*, numbers: Iterable[int] = (10, 20), rooms: Sequence[int] = (2, 2, 1)) -> House:
    """A house that is free in weeks by their numbers: rooms to share out, and one for the team."""
    house = create_house(rooms=(*rooms, given.TEAM))
    HouseWeek.objects.bulk_create(HouseWeek(house=house, week_on=week(each)) for each in numbers)
    return house


def create_certified(*, day: date = date(2026, 11, 27)) -> Trainer:
    """A trainer with a certificate of two years."""
    trainer = create_trainer()
    create_certificate(candidacy=create_candidacy(trainer=trainer), today=day)
    return trainer


def create_team(*, numbers: Iterable[int] = range(1, 52), trainer: Trainer | None = None) -> list[Colleague]:
    """Four colleagues, one for each role, who can in weeks by their numbers. The lead is certified."""
    roles = ("lead", "co_trainer", "psychologist", "organiser")
    team = [create_retreat_colleague(roles=[role], most=4) for role in roles]
    team[0].trainer = trainer or create_certified()
    team[0].save()
    asked = list(numbers)
    for each in team:
        ColleagueWeek.objects.bulk_create(ColleagueWeek(colleague=each, week_on=week(n)) for n in asked)
    return team


def sunday(monday: date) -> date:
    return monday + timedelta(days=6)
