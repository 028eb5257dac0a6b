"""Pairs that are published among those who must not meet, though nobody said so. Imports no framework.

Whoever knows their own row in the published file would read in it who must not meet them, and where that
person goes. So the file has more pairs than are real. Of all outcomes the published one is the only best; a
rule that it keeps already takes only others away: with any pair who are not at one retreat in it, it is the
only best still, and is worked out again to the same bytes.

How they are drawn. "Facing" are somebody, and a person at a retreat that the first wished for and is not at:
the only pairs that can have cost a place.

1. Everybody has, at up to MOST_FACED retreats that they wished for and are not at, two to five pairs with
   people there, real ones counted. How many is drawn before looking at what is real. Two or three explain
   the outcome as well as a real one would: exchanging the two would be worse by the policy's order. The
   others are with anybody there, as a real one that cost nobody anything may be.
2. Everybody has some more pairs with anybody: none for half of the people, one for a quarter, and so on.
3. Every other time somebody of the same region is drawn, since that is whom people know.

What it hides. Whether somebody was named: who was not has the same pairs, and as many. By whom: at each
retreat a real pair is one of two or more that look alike, for the person there one of many. Which of them
cost somebody their place: taking any one pair out and working the file out again changes nothing, while the
others stand.

What it does not hide. Taking out all pairs of somebody and working it out again shows whether one of them
cost them their place; no file from which the result follows can hide that. Whoever named somebody knows that
they are among their own few pairs. Somebody with more real pairs than are drawn for others stands out. Where
hardly anybody is at a retreat, or everybody at the same one, there is nobody to hide among.
"""

import random
from collections import defaultdict
from itertools import product
from typing import Any

from courses.retreats.rules import case as cases
from courses.retreats.rules.case import Applicant, Case, Pair, pair
from courses.retreats.rules.checking import Counting
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.ties import chains

# Pairs that explain as well as a real one would, and how many more.
EXPLAINING, MORE = (2, 3), (0, 1, 2)
MOST_FACED = 2
# How often somebody is drawn for one pair before it is left out.
TRIES = 20
NOWHERE, ANYWHERE = "", "*"


def decoys(
    case: Case, policy: Policy, value: str, found: dict[str, Any], *, randomness: random.Random
) -> frozenset[Pair]:
    """Pairs to publish beside `case.apart`, when `found` is the result of this case.

    `randomness` is `random.SystemRandom()` but in tests: whoever can draw it again knows what is real.
    """
    drawing = _Drawing(case, Counting(cases.plain(case), policy.plain(), found, value), randomness)
    people = sorted(case.applicants, key=lambda each: each.ticket)
    randomness.shuffle(people)
    for each in people:
        drawing.facing(each)
        drawing.anybody(each)
    return frozenset(drawing.pairs - case.apart)


class _Drawing:
    """The pairs until now, and among whom more are drawn."""

    def __init__(self, case: Case, counting: Counting, randomness: random.Random) -> None:
        self.counting, self.randomness = counting, randomness
        self.at = {ticket: counting.places.get(ticket, NOWHERE) for ticket in counting.people}
        self.region = {each.ticket: each.region for each in case.applicants}
        self.friends = case.together | case.share_room
        self.chain = {ticket: i for i, chain in enumerate(chains(case.bound)) for ticket in chain}
        self.pairs: set[Pair] = set()
        self.beside: dict[str, set[str]] = defaultdict(set)
        for one, other in case.apart:
            self._add(one, other)
        self.real = {ticket: frozenset(others) for ticket, others in self.beside.items()}
        self.pools: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ticket in sorted(self.at):
            for key, region in product((self.at[ticket], ANYWHERE), (self.region[ticket], ANYWHERE)):
                self.pools[key, region].append(ticket)

    def facing(self, person: Applicant) -> None:
        """Pairs with people at retreats that somebody wished for and is not at; where there are real ones
        first, and there in any case."""
        faced = [key for key in person.wishes if key != self.at[person.ticket]]
        self.randomness.shuffle(faced)
        named = self.real.get(person.ticket, ())
        real = {key: any(self.at[each] == key for each in named) for key in faced}
        faced.sort(key=lambda key: not real[key])
        for i, key in enumerate(faced):
            explaining, more = self.randomness.choice(EXPLAINING), self.randomness.choice(MORE)
            if i < MOST_FACED or real[key]:
                self._fill(person.ticket, key, explaining, explains=True)
                self._fill(person.ticket, key, explaining + more, explains=False)

    def anybody(self, person: Applicant) -> None:
        """None, one or more pairs with whoever is not at the same retreat."""
        while self.randomness.random() < 0.5:
            self._draw(person.ticket, ANYWHERE)

    def _fill(self, ticket: str, key: str, wanted: int, *, explains: bool) -> None:
        """Until there are so many pairs with people at a retreat, of those that explain or of all."""
        others = [each for each in self.beside[ticket] if self.at[each] == key]
        have = sum(not explains or self._explains(ticket, key, each) for each in others)
        for _more in range(wanted - have):
            self._draw(ticket, key, explains=explains)

    def _draw(self, ticket: str, key: str, *, explains: bool = False) -> None:
        """One more pair with somebody at a retreat, where one is found."""
        everybody = self.pools[key, ANYWHERE]
        neighbours = self.pools[key, self.region[ticket]]
        for _try in range(TRIES):
            pool = neighbours if neighbours and self.randomness.random() < 0.5 else everybody
            other = self.randomness.choice(pool) if pool else ticket
            if self._will_do(ticket, other) and (not explains or self._explains(ticket, key, other)):
                self._add(ticket, other)
                return

    def _will_do(self, ticket: str, other: str) -> bool:
        """Nobody who is at the same retreat, nor who wants to be: who must not meet has no such wishes."""
        if other == ticket or other in self.beside[ticket] or pair(ticket, other) in self.friends:
            return False
        is_bound = ticket in self.chain and self.chain[ticket] == self.chain.get(other)
        return not is_bound and (self.at[ticket] == NOWHERE or self.at[ticket] != self.at[other])

    def _explains(self, ticket: str, key: str, other: str) -> bool:
        """Whether somebody without a place would have been the worse choice of the two."""
        if self.at[ticket] != NOWHERE:
            return True
        return next(filter(None, self.counting.change(ticket, key, other)), 0) < 0

    def _add(self, one: str, other: str) -> None:
        self.pairs.add(pair(one, other))
        self.beside[one].add(other)
        self.beside[other].add(one)
