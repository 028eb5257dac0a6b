"""Intervals: the textbook's without noise, and with it 95 of 100 that hold the truth."""

import math

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from wellbeing.picture.rules import intervals
from wellbeing.picture.rules.layout import HALF, SQUARE_HALF

RUNS = 4000
SHARES = np.array([0.45, 0.3, 0.15, 0.1])


@pytest.mark.parametrize(("count", "n"), [(0, 10), (3, 12), (40, 60), (500, 500)])
def test_without_noise_a_share_has_wilsons_interval(count, n):
    found = intervals.share(count, n=n, bands=4, sigma=0)
    assert found.value == count / n
    expected = proportion_confint(count, n, method="wilson")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


def test_without_noise_a_mean_has_its_standard_error():
    found = intervals.mean(1000, 0, n=100, bands=3, sigma=0, sums_sigma=0, low=0, high=100)
    # The squares' middle: half of the widest, so a variance of 50 * 25 - 10^2 steps.
    margin = 1.984217 * math.sqrt((HALF * SQUARE_HALF - 100) / 99)
    assert (found.value, found.low, found.high) == pytest.approx((60, 60 - margin, 60 + margin), abs=1e-4)


def test_where_the_noise_drowns_all_anything_fits():
    assert intervals.share(3, n=12, bands=4, sigma=20) == intervals.Interval(0.25, 0.0, 1.0)
    assert intervals.share(3, n=-5, bands=4, sigma=20) == intervals.Interval(0.5, 0.0, 1.0)
    found = intervals.mean(30, 0, n=12, bands=4, sigma=20, sums_sigma=900, low=1, high=5)
    assert (found.low, found.high) == (1, 5)
    found = intervals.mean(30, 0, n=-1, bands=4, sigma=20, sums_sigma=900, low=1, high=5)
    assert found == intervals.Interval(3, 1, 5)


def noise(rng, sigma, size):
    return np.rint(rng.normal(0, sigma, size)) if sigma else np.zeros(size)


@pytest.mark.parametrize("sigma", [0, 3, 15])
@pytest.mark.parametrize("n", [30, 100, 1000])
@pytest.mark.parametrize("band", [0, 3])
def test_shares_are_held_by_their_intervals(n, sigma, band):
    rng = np.random.default_rng(n + sigma + band)
    held = 0
    for counts in rng.multinomial(n, SHARES, RUNS):
        noisy = counts + noise(rng, sigma, 4)
        found = intervals.share(noisy[band], n=noisy.sum(), bands=4, sigma=sigma)
        held += found.low <= SHARES[band] <= found.high
    assert held / RUNS >= 0.93


@pytest.mark.parametrize(("sigma", "sums_sigma"), [(0, 0), (3, 150), (15, 900)])
@pytest.mark.parametrize("n", [12, 100, 1000])
@pytest.mark.parametrize(("a", "b"), [(4, 4), (8, 2), (1, 3)])
def test_means_are_held_by_their_intervals(n, sigma, sums_sigma, a, b):
    rng = np.random.default_rng(n + sigma + a)
    truth, held = 100 * a / (a + b), 0
    for values in rng.beta(a, b, (RUNS, n)):
        c = np.floor(values * 2 * HALF + 0.5) - HALF
        squares = (c * c + SQUARE_HALF) // HALF - SQUARE_HALF
        found = intervals.mean(
            c.sum() + noise(rng, sums_sigma, 1)[0],
            squares.sum() + noise(rng, sums_sigma, 1)[0],
            n=n + noise(rng, sigma, 4).sum(),
            bands=4,
            sigma=sigma,
            sums_sigma=sums_sigma,
            low=0,
            high=100,
        )
        held += found.low <= truth <= found.high
    assert held / RUNS >= 0.93


def test_an_interval_that_forgot_the_noise_would_not_hold():
    rng, held = np.random.default_rng(5), 0
    for counts in rng.multinomial(100, SHARES, RUNS):
        noisy = counts + noise(rng, 15, 4)
        found = intervals.share(noisy[0], n=max(1, noisy.sum()), bands=4, sigma=0)
        held += found.low <= SHARES[0] <= found.high
    assert held / RUNS < 0.8
