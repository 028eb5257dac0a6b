"""The privacy loss, measured: what really leaves the box, many times over, with and without one contribution.

Whoever wants to know which of two neighbours a release came from does best to look how far it lies in the
direction in which the one contribution moves it. For every distance, and either way, the test counts how
often each neighbour's release lies at least so far. (e, d)-privacy says p <= exp(e) q + d; the measured e is
the largest that p's lower and q's upper Clopper-Pearson bound, together right in 95 of 100, leave standing.

rho holds for every delta at once, and so does the test: at one in a million what can be seen in so few runs
is far from the bound, while at one in a hundred noise of half the spread is found out every time. The true
loss is well away from the bound on either side, so that chance, which OpenDP lets nobody seed, decides
nothing.
"""

import math
from collections import Counter

import pytest
from scipy import stats

from tests.picture.rules.counting import create_small, layout_of
from wellbeing.picture.rules import budget, noise
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.tallying import Tally

RUNS = 40_000
AT_ONCE = 1_000
RHO = 0.5
DELTAS = (1e-6, 1e-2)
OTHERS = [("1", "1", "1"), ("0", "2", "1"), ("2", "2", None)]
# Both scales' far ends: nobody moves a row further.
ONE_MORE = ("2", "0", "0")
STEPS = range(-12, 21)


def neighbours(part):
    """The rows without and with the one, and the noise's own `sensitivity`."""
    layout = layout_of(create_small())
    tally = Tally([layout])
    for answers in OTHERS:
        tally.add((*layout.key, "ru", answers, "RU-AD"))
    without = tally.rows(layout.key)[part]
    tally.add((*layout.key, "ru", ONE_MORE, "RU-AD"))
    return without, tally.rows(layout.key)[part], layout.sensitivity(part)


def release(row, *, sensitivity, rho):
    """A thousand releases of the row; each number has noise of its own."""
    drawn = noise.add(row * AT_ONCE, sensitivity=sensitivity, rho=rho)
    return [drawn[at : at + len(row)] for at in range(0, len(drawn), len(row))]


def measured(part, *, rho):
    """The epsilon that is seen at each delta."""
    without, with_one, sensitivity = neighbours(part)
    moved = [b - a for a, b in zip(without, with_one, strict=True)]
    assert math.isclose(math.hypot(*moved), sensitivity)
    far = []
    for row in (without, with_one):
        counted = Counter()
        for _ in range(RUNS // AT_ONCE):
            for drawn in release(row, sensitivity=sensitivity, rho=rho):
                along = sum((x - a) * m for x, a, m in zip(drawn, without, moved, strict=True))
                # In quarters of the one's whole way.
                counted[math.floor(4 * along / sensitivity**2)] += 1
        far.append(counted)
    return {delta: largest(*far, delta) for delta in DELTAS}


def largest(without, with_one, delta):
    """The largest epsilon of all events: at least so far, or less far."""
    each = 0.05 / (4 * len(STEPS))
    found = 0.0
    for step in STEPS:
        q = sum(many for at, many in without.items() if at >= step)
        p = sum(many for at, many in with_one.items() if at >= step)
        for more, less in ((p, q), (RUNS - q, RUNS - p)):
            low = stats.beta.ppf(each, more, RUNS - more + 1) if more else 0.0
            high = stats.beta.ppf(1 - each, less + 1, RUNS - less) if less < RUNS else 1.0
            if low > delta:
                found = max(found, math.log((low - delta) / high))
    return found


@pytest.mark.parametrize("part", [Part.COUNTRY_BANDS, Part.COUNTRY_SUMS])
def test_no_more_is_lost_than_is_stated(part):
    for delta, epsilon in measured(part, rho=RHO).items():
        assert 0.5 < epsilon <= budget.epsilon_of(RHO, delta=delta)


@pytest.mark.parametrize("part", [Part.COUNTRY_BANDS, Part.COUNTRY_SUMS])
def test_half_the_noise_is_found_out(part):
    # rho goes with the square: four times as much is half the spread.
    assert measured(part, rho=4 * RHO)[1e-2] > budget.epsilon_of(RHO, delta=1e-2)
