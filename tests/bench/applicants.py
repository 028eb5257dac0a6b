"""Made-up cases for sharing out places, the same each time for a number."""

import random

from courses.retreats.rules.case import Applicant, Case, Pair, Retreat, Room, pair
from courses.retreats.rules.policy import Policy

REGIONS = tuple(f"region-{number:02}" for number in range(12))
FEATURES = {"step_free": 0.08, "quiet": 0.06}
# How often a need, from 0 to 3, and a number of years without a place occur.
NEEDS, YEARS = (2, 4, 3, 1), (6, 3, 1)


def case(
    number: int, *, people: int, retreats: int, places: int, rooms: int, wishes: int, apart: int
) -> Case:
    """People from twelve regions, most from the first ones, each with up to so many wishes."""
    chance = random.Random(number)
    houses = tuple(_retreat(chance, f"house-{i:02}", places, rooms) for i in range(retreats))
    tickets = [f"ticket-{i:05}" for i in range(people)]
    applicants = tuple(_applicant(chance, ticket, houses, wishes) for ticket in tickets)
    return Case(
        retreats=houses,
        applicants=applicants,
        apart=_pairs(chance, tickets, apart),
        together=_pairs(chance, tickets, people // 20),
        share_room=_pairs(chance, tickets, people // 40),
        under_served={region: chance.randint(0, 3) for region in REGIONS},
    )


def policy(places: int) -> Policy:
    """Quotas for each region, and a quarter of the places for those who have never been."""
    return Policy(
        least=dict.fromkeys(REGIONS, places // 24),
        most=dict.fromkeys(REGIONS, max(3, places // 12 + 3)),
        kept=places // 4,
    )


def _retreat(chance: random.Random, key: str, places: int, rooms: int) -> Retreat:
    """Rooms of one to four beds, together one bed a place or more."""
    beds = [chance.choice((1, 2, 2, 3, 4)) for _room in range(rooms)]
    for more in range(max(0, places - sum(beds))):
        beds[more % rooms] += 1
    made = tuple(
        Room(f"room-{i:02}", each, frozenset(name for name in FEATURES if chance.random() < 0.2))
        for i, each in enumerate(beds)
    )
    return Retreat(key, places, made, {"carer": 3})


def _applicant(chance: random.Random, ticket: str, retreats: tuple[Retreat, ...], wishes: int) -> Applicant:
    wished = chance.sample(retreats, chance.randint(1, min(wishes, len(retreats))))
    return Applicant(
        ticket=ticket,
        region=REGIONS[min(int(chance.expovariate(0.25)), len(REGIONS) - 1)],
        wishes=tuple(each.key for each in wished),
        need=chance.choices(range(4), NEEDS)[0],
        has_been=chance.random() < 0.4,
        turned_away=chance.choices(range(3), YEARS)[0],
        features=frozenset(name for name, share in FEATURES.items() if chance.random() < share),
        alone=chance.random() < 0.07,
        labels=frozenset({"carer"} if chance.random() < 0.04 else ()),
    )


def _pairs(chance: random.Random, tickets: list[str], count: int) -> frozenset[Pair]:
    found: set[Pair] = set()
    while len(found) < count:
        found.add(pair(*chance.sample(tickets, 2)))
    return frozenset(found)
