"""How much of a person a release gives away, measured: what really leaves the box, with and without them.

Whoever wants to know which of two neighbours a release came from does best to look how far it lies in the
direction in which the one contribution moves it, each number weighed by how little noise it has (Neyman &
Pearson's test, which for Gaussian noise is linear). For every distance, and either way, it is counted how
often each neighbour's release lies at least so far. (e, d)-privacy says p <= exp(e) q + d.

`Seen.least` is the largest e that p's lower and q's upper Clopper-Pearson bound, together right in 95 of 100,
leave standing: a release that gives away more than it may is found out by it. `Seen.most` is the largest that
p's upper and q's lower bound let through, of events that are frequent enough to be counted.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from scipy import stats

from tests.assessments.building import create_instrument, create_items, create_response_set, create_scale
from wellbeing.picture.rules import noised
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.layout import VersionLayout
from wellbeing.picture.rules.tallying import Tally

AT_ONCE = 1_000
SURE = 0.05
# In quarters of the spread of the distance; who is there lies about as far as that spread, or less.
STEPS = range(-12, 25)
FREQUENT = 100

Rows = Mapping[Part, Sequence[int]]
# Rows and how often: so many releases of them, as rows one after another, and the spread of their noise.
Draw = Callable[[Rows, int], tuple[Rows, Mapping[Part, float]]]


@dataclass(frozen=True)
class Seen:
    """How often the releases without and with the one lie in which step of the distance."""

    without: Counter[int]
    with_one: Counter[int]
    runs: int

    def least(self, *, delta: float) -> float:
        """The epsilon that is surely lost."""
        found = 0.0
        for more, less in self._events():
            low, high = self._bounds(more)[0], self._bounds(less)[1]
            if low > delta:
                found = max(found, math.log((low - delta) / high))
        return found

    def most(self, *, delta: float) -> float:
        """The epsilon that is surely not exceeded by what happens often enough to be counted."""
        found = 0.0
        for more, less in self._events():
            if less >= FREQUENT:
                low, high = self._bounds(less)[0], self._bounds(more)[1]
                found = max(found, math.log(max(high - delta, low) / low))
        return found

    def _events(self) -> list[tuple[int, int]]:
        """At least so far, or less far: how often with the one and without."""
        found = []
        for step in STEPS:
            q = sum(many for at, many in self.without.items() if at >= step)
            p = sum(many for at, many in self.with_one.items() if at >= step)
            found += [(p, q), (self.runs - q, self.runs - p)]
        return found

    def _bounds(self, count: int) -> tuple[float, float]:
        each = SURE / (4 * len(STEPS))
        low = stats.beta.ppf(each, count, self.runs - count + 1) if count else 0.0
        high = stats.beta.ppf(1 - each, count + 1, self.runs - count) if count < self.runs else 1.0
        return float(low), float(high)


def seen(without: Rows, with_one: Rows, draw: Draw, *, runs: int, times: int = 1) -> Seen:
    """Look at so many releases of either; each of them is `times` releases one after another."""
    counted = []
    for rows in (without, with_one):
        steps: Counter[int] = Counter()
        for _ in range(runs // AT_ONCE):
            steps.update(_steps(without, with_one, rows, draw, times))
        counted.append(steps)
    return Seen(*counted, runs=runs)


def _steps(without: Rows, with_one: Rows, rows: Rows, draw: Draw, times: int) -> list[int]:
    """Where a thousand of them lie."""
    along, spread = [0.0] * AT_ONCE, 0.0
    for _ in range(times):
        drawn, sigmas = draw(rows, AT_ONCE)
        for part, start in without.items():
            moved = [(b - a) / sigmas[part] ** 2 for a, b in zip(start, with_one[part], strict=True)]
            size, spread = len(start), spread + sum((m * sigmas[part]) ** 2 for m in moved)
            for i in range(AT_ONCE):
                release = drawn[part][i * size : (i + 1) * size]
                along[i] += sum((x - a) * m for x, a, m in zip(release, start, moved, strict=True))
    return [math.floor(4 * each / math.sqrt(spread)) for each in along]


def whole(*, year_epsilon: float) -> Draw:
    """Everything of a quarter at once, as it leaves the box."""
    layout, _, _ = everything()

    def draw(rows: Rows, many: int) -> tuple[Rows, Mapping[Part, float]]:
        noisy = noised.draw(
            layout, {part: list(row) * many for part, row in rows.items()}, year_epsilon=year_epsilon
        )
        return noisy.rows, noisy.sigmas

    return draw


def everything() -> tuple[VersionLayout, Rows, Rows]:
    """The smallest version that has all parts, without and with the one who moves every part the farthest."""
    instrument = create_instrument(
        items=create_items(2),
        response_sets=[create_response_set(0, 1, 2)],
        scales=[create_scale(items=["q1", "q2"], low=0, high=4)],
    )
    layout = VersionLayout(replace(instrument, languages=("ru",)), 1, ())
    return layout, *neighbours(layout, others=[("1", "1"), ("0", "2")], one_more=("2", "2"), region="")


def neighbours(
    layout: VersionLayout,
    *,
    others: Sequence[tuple[str | None, ...]],
    one_more: tuple[str, ...],
    region: str,
) -> tuple[Rows, Rows]:
    """The rows of `others`, and of the same with one more. Raises AssertionError when that one moves less."""
    tally = Tally([layout])
    for answers in others:
        tally.add((*layout.key, "ru", answers, region))
    without = tally.rows(layout.key)
    tally.add((*layout.key, "ru", one_more, region))
    with_one = tally.rows(layout.key)
    for part in Part:
        moved = [b - a for a, b in zip(without[part], with_one[part], strict=True)]
        assert math.isclose(math.hypot(*moved), layout.sensitivity(part))
    return without, with_one
