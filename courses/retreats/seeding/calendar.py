"""Which year the demo plans, and which of its weeks there are to choose from."""

from datetime import date

from courses.retreats.planning import weeks
from courses.retreats.seeding.demo import Demo

AUTUMN = 10
# The weeks before are those of retreats that stand already.
FIRST, MOST = 9, 14


def year(demo: Demo) -> int:
    """From October on the next one is planned."""
    return demo.today.year + (demo.today.month >= AUTUMN)


def weeks_ahead(demo: Demo) -> list[date]:
    """Weeks of that year, by their Mondays, that lie far enough ahead; so few that plans are quick."""
    return [each for each in weeks.of_year(year(demo)) if each >= demo.monday(FIRST)][:MOST]


def closed(demo: Demo) -> date:
    """A week of the year in which nothing is held anywhere."""
    return weeks_ahead(demo)[2]
