"""The year of the demo: what it has and what is wanted, worked out here and accepted."""

from courses.retreats.actions.planning import accepting, plannings, years
from courses.retreats.actions.planning.years import Said
from courses.retreats.models import Retreat
from courses.retreats.planning import making
from courses.retreats.seeding import calendar
from courses.retreats.seeding.demo import Demo

MONEY, MOST, REST = 900_000, 4, 2
REASON = "Годовщина и суд: все в городе"
WANTED = {
    "RU-TOM": 6,
    "RU-KEM": 4,
    "RU-NVS": 6,
    "RU-OMS": 3,
    "RU-SVE": 5,
    "RU-CHE": 3,
    "RU-PER": 3,
    "GE": 3,
    "KZ": 3,
    "RU-PRI": 2,
}
# The demo is seeded before anybody waits for it; so small a year is proven much sooner.
SECONDS = 6.0


def seed(demo: Demo) -> list[Retreat]:
    """The retreats of the best plan, the first first."""
    what = Said(calendar.year(demo), MONEY, MOST, REST, closed={calendar.closed(demo): REASON})
    year = years.save(year=None, what=what, by=demo.organiser)
    years.want(year=year.pk, places=WANTED, by=demo.organiser)
    plannings.ask(year=year.pk, by=demo.organiser, today=demo.today)
    making.work_next(seconds=SECONDS)
    made = accepting.accept(year=year.pk, number=1, by=demo.organiser)
    return sorted(made, key=lambda each: each.begins_on)
