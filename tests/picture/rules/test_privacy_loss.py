"""The privacy loss, measured (see `losing`), against what is stated: of parts alone, and of a whole release.

rho holds for every delta at once, and so do the tests: at one in a million what can be seen in so few runs
is far from the bound, while at one in a hundred noise of half the spread is found out every time. The true
loss is well away from the bound on either side, so that chance, which OpenDP lets nobody seed, decides
nothing.
"""

import pytest

from tests.picture.rules import losing
from tests.picture.rules.counting import create_small, layout_of
from tests.picture.rules.losing import Seen
from wellbeing.picture.rules import budget, noise
from wellbeing.picture.rules.budget import Part

RUNS = 40_000
RUNS_OF_WHOLE = 20_000
RHO = 0.5
DELTAS = (1e-6, 1e-2)


def of_part(part: Part, *, rho: float) -> Seen:
    layout = layout_of(create_small())
    # Both scales' far ends: nobody moves a row further.
    without, with_one = losing.neighbours(
        layout,
        others=[("1", "1", "1"), ("0", "2", "1"), ("2", "2", None)],
        one_more=("2", "0", "0"),
        region="RU-AD",
    )
    sensitivity = layout.sensitivity(part)

    def draw(rows, many):
        sigma = budget.sigma_of(sensitivity=sensitivity, rho=rho)
        return {part: noise.add(list(rows[part]) * many, sensitivity=sensitivity, rho=rho)}, {part: sigma}

    return losing.seen({part: without[part]}, {part: with_one[part]}, draw, runs=RUNS)


def of_whole(*, rho: float) -> Seen:
    """Of a quarter that spends rho on everything that leaves it."""
    _, without, with_one = losing.everything()
    draw = losing.whole(year_epsilon=budget.epsilon_of(rho * budget.QUARTERS))
    return losing.seen(without, with_one, draw, runs=RUNS_OF_WHOLE)


@pytest.mark.parametrize("part", [Part.COUNTRY_BANDS, Part.COUNTRY_SUMS])
def test_no_more_is_lost_than_is_stated(part):
    found = of_part(part, rho=RHO)
    for delta in DELTAS:
        assert 0.5 < found.least(delta=delta) <= budget.epsilon_of(RHO, delta=delta)


@pytest.mark.parametrize("part", [Part.COUNTRY_BANDS, Part.COUNTRY_SUMS])
def test_half_the_noise_is_found_out(part):
    # rho goes with the square: four times as much is half the spread.
    assert of_part(part, rho=4 * RHO).least(delta=1e-2) > budget.epsilon_of(RHO, delta=1e-2)


def test_everything_that_leaves_at_once_loses_no_more_than_a_quarter_may():
    found = of_whole(rho=RHO)
    for delta in DELTAS:
        assert 0.5 < found.least(delta=delta) <= found.most(delta=delta)
        assert found.least(delta=delta) <= budget.epsilon_of(RHO, delta=delta)
    assert found.most(delta=1e-6) <= budget.epsilon_of(RHO)


def test_half_the_noise_on_everything_is_found_out():
    assert of_whole(rho=4 * RHO).least(delta=1e-2) > budget.epsilon_of(RHO, delta=1e-2)
