"""The change between two waves, against tables, a worked example, and an integration of our own."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.cohorts.rules.change import (
    Answered,
    Change,
    Interval,
    Sums,
    change,
    figures,
    sums,
    t_95,
    welch,
)

# Two-sided 95 %, from the tables of Student's t (e.g. NIST/SEMATECH e-Handbook, 1.3.6.7.2).
TABLE = {
    9: 2.262,
    10: 2.228,
    11: 2.201,
    12: 2.179,
    15: 2.131,
    20: 2.086,
    25: 2.060,
    30: 2.042,
    40: 2.021,
    60: 2.000,
    100: 1.984,
}

# "Student" 1908, Biometrika 6(1): hours of sleep gained by two drugs. Of `t.test(extra ~ group, sleep)` R
# prints df = 17.776 and the interval -3.3654832 to 0.2054832 (group 1 less group 2).
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)


def exact(values: list[float]) -> list[Fraction]:
    return [Fraction(str(value)) for value in values]


def within(t: float, freedom: float) -> float:
    """How much of Student's distribution is between -t and t, by Simpson's rule."""
    front = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2))
    front /= math.sqrt(freedom * math.pi)
    steps = 2000
    width = t / steps
    heights = [(1 + (place * width) ** 2 / freedom) ** (-(freedom + 1) / 2) for place in range(steps + 1)]
    area = heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    return 2 * front * area * width / 3


@pytest.mark.parametrize(("freedom", "t"), TABLE.items())
def test_the_quantile_is_that_of_the_tables(freedom: int, t: float) -> None:
    assert round(t_95(freedom), 3) == t


@given(st.floats(9, 500))
def test_the_quantile_holds_95_in_100_also_between_whole_degrees(freedom: float) -> None:
    assert within(t_95(freedom), freedom) == pytest.approx(0.95, abs=2e-5)


def test_sums_are_those_of_a_calculation_by_hand() -> None:
    assert sums(exact([2, 4, 4, 4, 5, 5, 7, 9])) == Sums(8, 5.0, 32 / 7)


def test_the_interval_is_that_of_the_worked_example() -> None:
    after, before = (sums(exact(values)) for values in SLEEP)
    found = welch(before, after)

    assert (before.mean, after.mean) == (2.33, 0.75)
    assert found.difference == pytest.approx(-1.58, abs=1e-9)
    assert found.low == pytest.approx(-3.3654832, abs=2e-4)
    assert found.high == pytest.approx(0.2054832, abs=2e-4)


def test_waves_of_different_size_and_spread_are_those_of_another_worked_example() -> None:
    """Ten and twenty of unequal variance, with p = 0.0359722710 (Rosetta Code, "Welch's t-test")."""
    first = [19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 18.3, 18.9, 19.5, 22.0]
    second = [
        *(28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 17.7, 27.6, 20.6, 13.7),
        *(23.2, 17.5, 20.6, 18.0, 23.9, 21.6, 24.3, 20.4, 24.0, 13.2),
    ]
    one, other = sums(exact(first)), sums(exact(second))
    found = welch(one, other)
    spread = one.variance / 10 + other.variance / 20
    freedom = spread**2 / ((one.variance / 10) ** 2 / 9 + (other.variance / 20) ** 2 / 19)

    assert 1 - within(found.difference / math.sqrt(spread), freedom) == pytest.approx(0.0359722710, abs=1e-8)
    margin = (found.high - found.low) / 2 / math.sqrt(spread)
    assert within(margin, freedom) == pytest.approx(0.95, abs=1e-5)
    assert found.low > 0


def test_the_other_way_round_is_the_same_with_the_other_sign() -> None:
    one, other = (sums(exact(values)) for values in SLEEP)
    there, back = welch(one, other), welch(other, one)

    assert (there.difference, there.low, there.high) == (-back.difference, -back.high, -back.low)


def test_where_nothing_varies_the_interval_is_a_point() -> None:
    assert welch(Sums(10, 40.0, 0.0), Sums(10, 60.0, 0.0)) == Interval(20.0, 20.0, 20.0)


def test_a_change_is_rounded_to_five_and_its_bounds_outward() -> None:
    before, after = Sums(12, 52.0, 0.0), Sums(14, 43.0, 100.0)
    found = welch(before, after)

    assert (round(found.difference, 6), round(found.low, 2), round(found.high, 2)) == (-9.0, -14.77, -3.23)
    assert change(before, after) == Change(difference=-10, low=-15, high=0, at_least=10)


@pytest.mark.parametrize(
    ("by", "shown"), [(2.4, 0), (2.5, 5), (-2.4, 0), (-2.5, -5), (7.4, 5), (7.5, 10), (-12.5, -15)]
)
def test_a_gain_and_a_loss_are_rounded_alike(by: float, shown: int) -> None:
    found = change(Sums(10, 50.0, 1.0), Sums(10, 50.0 + by, 1.0))

    assert found is not None
    assert found.difference == shown


def test_a_bound_on_a_step_stays_there_and_none_is_beyond_what_can_be() -> None:
    assert change(Sums(10, 40.0, 0.0), Sums(19, 50.0, 0.0)) == Change(10, 10, 10, 15)
    assert change(Sums(10, 1.0, 4.0), Sums(10, 99.0, 4.0)) == Change(100, 95, 100, 10)
    assert change(Sums(10, 99.0, 4.0), Sums(10, 1.0, 4.0)) == Change(-100, -100, -95, 10)


def test_nothing_is_published_against_a_wave_that_does_not_count() -> None:
    assert change(None, Sums(10, 50.0, 1.0)) is None
    assert change(Sums(10, 50.0, 1.0), None) is None


answered = st.builds(
    Answered, st.integers(0, 1_000_000).map(lambda parts: Fraction(parts, 10_000)), st.integers(0, 3)
)


@given(st.lists(answered, max_size=9), st.lists(answered, min_size=10, max_size=30))
def test_of_fewer_than_ten_nothing_is_published_in_either_wave(
    few: list[Answered], many: list[Answered]
) -> None:
    assert figures(few) is None
    assert change(figures(few), figures(many)) is None
    assert change(figures(many), figures(few)) is None


@given(*[st.lists(answered, min_size=8, max_size=40)] * 2)
def test_what_is_published_is_in_steps_of_five_and_holds_the_interval(
    before: list[Answered], after: list[Answered]
) -> None:
    found = change(figures(before), figures(after))
    enough = [
        len(wave) >= 10
        and max([each.band for each in wave].count(band) for band in range(4)) < 0.9 * len(wave)
        for wave in (before, after)
    ]

    assert (found is not None) == all(enough)
    if found:
        true = welch(*(sums([each.value for each in wave]) for wave in (before, after)))
        assert [figure % 5 for figure in (found.difference, found.low, found.high, found.at_least)] == [0] * 4
        assert -100 <= found.low <= found.difference <= found.high <= 100
        assert max(-100, true.low) >= found.low - 1e-6
        assert min(100, true.high) <= found.high + 1e-6
        assert abs(true.difference - found.difference) <= 2.5 + 1e-6
        assert found.at_least <= len(after) < found.at_least + 5
