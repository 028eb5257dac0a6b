"""Noise: whole numbers of the spread that was asked for, as often as the discrete Gaussian has them."""

import math
from collections import Counter

import pytest

from wellbeing.picture.rules import budget, noise

MANY = 20_000


def test_noise_has_no_lean_and_the_spread_it_should_have():
    sigma = budget.sigma_of(sensitivity=3.0, rho=0.02)
    drawn = noise.add([1000] * MANY, sensitivity=3.0, rho=0.02)
    assert {type(value) for value in drawn} == {int}
    mean = sum(drawn) / MANY
    spread = math.sqrt(sum((value - 1000) ** 2 for value in drawn) / MANY)
    # Six standard errors: one run in five hundred million is beyond.
    assert abs(mean - 1000) < 6 * sigma / math.sqrt(MANY)
    assert abs(spread / sigma - 1) < 6 / math.sqrt(2 * MANY)


def test_every_value_comes_as_often_as_the_discrete_gaussian_has_it():
    drawn = Counter(noise.add([0] * MANY, sensitivity=1.0, rho=0.5))
    weights = {value: math.exp(-(value**2) / 2) for value in range(-12, 13)}
    whole = sum(weights.values())
    for value in range(-3, 4):
        share = weights[value] / whole
        assert abs(drawn[value] / MANY - share) < 6 * math.sqrt(share * (1 - share) / MANY)


def test_nothing_stays_nothing():
    assert noise.add([], sensitivity=1.0, rho=1.0) == []


def test_each_number_has_noise_of_its_own():
    assert len(set(noise.add([0] * 50, sensitivity=1e6, rho=0.01))) > 40


def test_what_would_be_cut_off_is_refused():
    with pytest.raises(ValueError, match="beyond"):
        noise.add([2**62 + 1], sensitivity=1.0, rho=1.0)
    assert abs(noise.add([-(2**62)], sensitivity=1.0, rho=1.0)[0] + 2**62) < 100


@pytest.mark.parametrize("sensitivity", [1.0, 3**0.5, 10.0, 55.9017])
@pytest.mark.parametrize("epsilon", [0.01, 0.5, 2.0, 8.0])
def test_no_budget_is_refused_for_a_rounding(sensitivity, epsilon):
    for rho in budget.quarter_of(epsilon).values():
        assert len(noise.add([1, 2, 3], sensitivity=sensitivity, rho=rho)) == 3
