"""Of how many, and how different, answers anything may be published at all. Pure: imports no framework.

At least 10, as the Office for National Statistics publishes, and no band that holds 90 % of them or more:
"everybody is in the red one" tells of each, however many there are (l-diversity: Machanavajjhala et al. 2007,
ACM TKDD 1(1):3). Counts are published in steps of 5, as NHS Digital rounds them, and means never.
"""

from collections import Counter
from collections.abc import Sequence

FEWEST = 10
STEP = 5
# Nine tenths, as whole numbers.
SAME, OF = 9, 10


def counts(bands: Sequence[int]) -> bool:
    """Whether answers in these bands are enough, and differ enough."""
    if len(bands) < FEWEST:
        return False
    return max(Counter(bands).values()) * OF < SAME * len(bands)


def at_least(n: int) -> int:
    """The lower end of the step of five that a number is in: 10 for "10 to 14"."""
    return n // STEP * STEP
