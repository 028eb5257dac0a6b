"""What an epsilon means for one person, as odds that anybody understands.

Somebody knows all other contributions, and before reading held it for as likely as not that a certain person
has added one. Whatever is published, they are at most so sure afterwards: e^eps / (1 + e^eps), but for a
chance of delta. That is what differential privacy says when it is read as a bound on what can be concluded
(Wood et al. 2018, Vanderbilt J Ent Tech Law 21:209, section IV). Pure: imports no framework.
"""

import math
from dataclasses import dataclass

from wellbeing.picture.rules import budget

EVEN = 50


@dataclass(frozen=True, slots=True)
class Odds:
    """Of a hundred, how sure somebody can become at most who was at even odds before."""

    quarter: int
    year: int
    twice: int  # a year of two contributions each quarter to different questionnaires
    same_twice: int  # a year of two contributions each quarter to the same one


def odds(year_epsilon: float) -> Odds:
    rho = budget.rho_of(year_epsilon)
    return Odds(
        quarter=_at_most(rho / budget.QUARTERS),
        year=_at_most(rho),
        twice=_at_most(2 * rho),
        same_twice=_at_most(budget.of_many(rho, contributions=2)),
    )


def _at_most(rho: float) -> int:
    """Rounded up, so that no more is promised than is kept; certainty alone is a hundred."""
    return min(99, math.ceil(100 / (1 + math.exp(-budget.epsilon_of(rho)))))
