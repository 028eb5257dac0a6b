"""Made-up people for the retreats of a case, to see what rules do before anybody applied. Imports no
framework.

The same randomness makes the same people on any machine. How many need what is a guess, not a finding: more
people with some need than with the greatest, a quarter who have been before, a few who must not meet, come
only together, or need what a room or a team has few of.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from courses.retreats.rules.case import Applicant, Case, Pair, pair

NEEDS, NEED_WEIGHTS = (0, 1, 2, 3), (20, 35, 30, 15)
YEARS, YEAR_WEIGHTS = (0, 1, 2), (70, 22, 8)
MOST_WISHES = 3
# One pair for so many people.
APART, BOUND, TOGETHER, SHARE_ROOM = 20, 15, 10, 8


def fill(case: Case, *, regions: Sequence[str], people: int, randomness: random.Random) -> Case:
    """The retreats of `case` with so many people from these regions, of which the first have the most."""
    made = tuple(_person(case, regions, number, randomness) for number in range(people))
    tickets = [each.ticket for each in made]
    apart = _pairs(tickets, APART, randomness)
    bound = _pairs(tickets, BOUND, randomness) - apart
    return replace(
        case,
        applicants=made,
        apart=apart,
        bound=bound,
        together=_pairs(tickets, TOGETHER, randomness) - apart - bound,
        share_room=_pairs(tickets, SHARE_ROOM, randomness) - apart,
    )


def _person(case: Case, regions: Sequence[str], number: int, randomness: random.Random) -> Applicant:
    keys = [each.key for each in case.retreats]
    features = sorted({name for each in case.retreats for room in each.rooms for name in room.features})
    labels = sorted({name for each in case.retreats for name in each.limits})
    weights = [1 / (place + 1) for place in range(len(regions))]
    return Applicant(
        ticket=f"example{number:04}",
        region=randomness.choices(regions, weights)[0],
        wishes=tuple(randomness.sample(keys, randomness.randint(1, min(MOST_WISHES, len(keys))))),
        need=randomness.choices(NEEDS, NEED_WEIGHTS)[0],
        has_been=randomness.random() < 0.25,
        turned_away=randomness.choices(YEARS, YEAR_WEIGHTS)[0],
        features=frozenset(name for name in features if randomness.random() < 0.03),
        alone=randomness.random() < 0.08,
        labels=frozenset(name for name in labels if randomness.random() < 0.05),
    )


def _pairs(tickets: Sequence[str], each: int, randomness: random.Random) -> frozenset[Pair]:
    """One pair for so many people, of people who are in no other of these."""
    drawn = randomness.sample(tickets, 2 * (len(tickets) // each))
    return frozenset(pair(one, other) for one, other in zip(drawn[::2], drawn[1::2], strict=True))
