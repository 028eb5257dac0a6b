"""A made-up year to plan, the same each time for a number."""

import random

from courses.retreats.rules.year import Colleague, Given, House, Role

REGIONS = tuple(f"region-{number:02}" for number in range(12))
MONEY, CLOSED = 80_000, 5


def given(number: int, *, houses: int, weeks: int, people: int, retreats: int) -> Given:
    chance = random.Random(number)
    every = range(1, weeks + 1)
    return Given(
        houses=tuple(
            House(
                key=f"house-{i:02}",
                beds=chance.randint(10, 30),
                price=chance.randint(3000, 12000),
                weeks=frozenset(week for week in every if chance.random() < 0.3),
                reaches=frozenset(chance.sample(REGIONS, chance.randint(2, 6))),
            )
            for i in range(houses)
        ),
        colleagues=tuple(
            Colleague(
                key=f"colleague-{i:02}",
                roles=frozenset(chance.sample(list(Role), chance.randint(1, 2))),
                weeks=frozenset(week for week in every if chance.random() < 0.5),
                most=chance.randint(1, 3),
            )
            for i in range(people)
        ),
        wanted={region: chance.randint(5, 60) for region in REGIONS},
        money=MONEY,
        most=retreats,
        closed=frozenset(chance.sample(every, CLOSED)),
    )
