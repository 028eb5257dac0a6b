"""A change is told where the intervals allow it, and of whole tables in which nothing moved seldom any."""

import math
from datetime import date

import numpy as np
import pytest

from wellbeing.assessments.rules.definition import Direction
from wellbeing.picture.rules import intervals
from wellbeing.picture.rules.changes import Course, between, trends, widened
from wellbeing.picture.rules.layout import HALF, SQUARE_HALF
from wellbeing.picture.rules.release import Figure, Release, Row, ScaleTable, VersionTables, Why

KEY, SCALE = ("month", 1), "strain"
NOW, QUARTER_BEFORE, YEAR_BEFORE = date(2026, 7, 1), date(2026, 4, 1), date(2025, 7, 1)
WORSE, BETTER = Direction.HIGHER_IS_WORSE, Direction.HIGHER_IS_BETTER


def release(day, means, *, key=KEY):
    rows = [Row(place, Figure(200, 150, 250), (), mean) for place, mean in means.items()]
    scale = ScaleTable(SCALE, {}, 0, 100, WORSE, True, (), tuple(rows))
    return Release(day, (VersionTables(*key, {}, (scale,)),))


def around(value, margin=4):
    return Figure(value, value - margin, value + margin)


def test_one_comparison_has_the_bounds_of_both_squared_and_added():
    found = between(Figure(60, 57, 64), Figure(50, 46, 53), among=1)

    assert found.difference == 10
    assert (found.low, found.high) == pytest.approx((10 - math.hypot(3, 3), 10 + math.hypot(4, 4)))


def test_among_many_the_same_difference_says_less():
    assert widened(1) == 1
    assert widened(24) == pytest.approx(3.078 / 1.960, abs=1e-3)
    near = around(58), around(50)
    assert between(*near, among=1).course(WORSE) is Course.HEAVIER
    assert between(*near, among=90).course(WORSE) is Course.UNCLEAR


@pytest.mark.parametrize(
    ("direction", "up", "down"),
    [(WORSE, Course.HEAVIER, Course.LIGHTER), (BETTER, Course.LIGHTER, Course.HEAVIER)],
)
def test_where_it_goes_depends_on_what_a_higher_value_says(direction, up, down):
    assert between(around(70), around(40), among=1).course(direction) is up
    assert between(around(40), around(70), among=1).course(direction) is down
    assert between(around(70), around(69), among=1).course(direction) is Course.UNCLEAR


def test_each_place_is_compared_with_the_quarter_and_the_year_before():
    found = trends(
        {
            NOW: release(NOW, {None: around(50), "RU-AD": around(60), "RU-MOW": around(45), "": Why.FEW}),
            QUARTER_BEFORE: release(QUARTER_BEFORE, {None: around(50), "RU-AD": Why.FEW, "": around(50)}),
            YEAR_BEFORE: release(YEAR_BEFORE, {None: around(48), "RU-AD": around(40), "": around(50)}),
        },
        NOW,
        KEY,
        SCALE,
    )

    country, adygea, moscow, unnamed = found
    # Three comparisons are made in this table.
    assert country.quarter == between(around(50), around(50), among=3)
    assert country.year == between(around(50), around(48), among=3)
    assert (adygea.quarter, adygea.year) == (None, between(around(60), around(40), among=3))
    assert adygea.courses(WORSE) == {Course.HEAVIER}
    assert country.courses(WORSE) == set()
    assert (moscow.quarter, moscow.year, unnamed.quarter, unnamed.year) == (None,) * 4


def test_versions_are_not_compared():
    before = release(QUARTER_BEFORE, {"RU-AD": around(20)}, key=("month", 2))

    (found,) = trends({NOW: release(NOW, {"RU-AD": around(60)}), QUARTER_BEFORE: before}, NOW, KEY, SCALE)

    assert (found.quarter, found.year) == (None, None)


def test_of_a_hundred_tables_in_which_nothing_moved_five_at_most_name_anybody():
    rng, regions, runs = np.random.default_rng(7), 12, 400

    def mean():
        values = rng.beta(3, 4, 300)
        c = np.floor(values * 2 * HALF + 0.5) - HALF
        squares = (c * c + SQUARE_HALF) // HALF - SQUARE_HALF
        noise = np.rint(rng.normal(0, 1400, 2))
        n = 300 + np.rint(rng.normal(0, 36))
        found = intervals.mean(
            c.sum() + noise[0],
            squares.sum() + noise[1],
            n=n,
            bands=3,
            sigma=21,
            sums_sigma=1400,
            low=0,
            high=100,
        )
        return Figure(found.value, found.low, found.high)

    named = 0
    for _ in range(runs):
        changes = [between(mean(), mean(), among=regions) for _ in range(regions)]
        named += any(change.course(WORSE) is not Course.UNCLEAR for change in changes)
    assert named / runs <= 0.05
