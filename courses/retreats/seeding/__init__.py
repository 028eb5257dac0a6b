"""The retreats of the demo site, made through the actions that people use: a year planned, one round open,
one that waits for its public value, one whose places were shared out yesterday, and one long over.

Everything is counted from now, so that the demo never grows old.
"""

from datetime import datetime

from django.db import transaction

from courses.retreats.seeding import colleagues, houses, stories, years
from courses.retreats.seeding.demo import Demo
from courses.retreats.seeding.stories import There
from wellbeing.privacy import codes, server_keys

OPEN = 2


@transaction.atomic
def seed_retreats(*, now: datetime) -> list[tuple[str, str]]:
    """The demo's staff with their keys, and its trainers, have to be there. Returns application codes to try,
    each with what it opens.

    Without the server's key nobody can apply, so there is the year and an open round alone, and no code.
    """
    demo = Demo.at(now)
    there = There(houses.seed(demo), colleagues.seed(demo))
    planned = years.seed(demo)[:OPEN]
    if not server_keys.is_there():
        stories.open_now(demo, planned, do_apply=False)
        return []
    applied = stories.open_now(demo, planned, do_apply=True)
    stories.done(demo, there)
    stories.waiting(demo, there)
    offered, without = stories.allocated(demo, there)
    shown = {"a place to answer": offered, "without a place": without, "round still open": applied[0]}
    return [(what, codes.show(code)) for what, code in shown.items()]
