"""Everything that leaves the box has noise, of the spread that is stated, and a quarter is spent by it."""

import math
from statistics import pstdev

import pytest

from tests.picture.rules.counting import create_small, layout_of
from wellbeing.picture.rules import budget, noised
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.tallying import Tally

YEAR = 2.0
DRAWS = 200


def test_the_noise_on_every_part_is_as_wide_as_is_said() -> None:
    layout = layout_of(create_small())
    exact = Tally([layout]).rows(layout.key)

    drawn = [noised.draw(layout, exact, year_epsilon=YEAR) for _ in range(DRAWS)]

    for part in Part:
        noise = [value for each in drawn for value in each.rows[part]]
        assert pstdev(noise) == pytest.approx(drawn[0].sigmas[part], rel=0.2)


def test_what_is_drawn_costs_a_quarter_of_the_year_and_no_more() -> None:
    layout = layout_of(create_small())

    drawn = noised.draw(layout, Tally([layout]).rows(layout.key), year_epsilon=YEAR)

    spent = sum(layout.sensitivity(part) ** 2 / (2 * sigma**2) for part, sigma in drawn.sigmas.items())
    assert math.isclose(spent * budget.QUARTERS, budget.rho_of(YEAR), rel_tol=1e-9)
