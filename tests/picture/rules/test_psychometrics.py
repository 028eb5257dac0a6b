"""Item statistics against pingouin, statsmodels, SciPy and NumPy on the answers themselves, noise off."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from scipy import optimize

from tests.picture.rules.answering import (
    MANY,
    alpha_by_pingouin,
    item_rest_by_numpy,
    moments_of,
    omega_by_statsmodels,
    simulate,
    tally_of,
)
from wellbeing.picture.rules import noise, psychometrics
from wellbeing.picture.rules.budget import Part, sigma_of
from wellbeing.picture.rules.psychometrics import Drowned, NotEnough
from wellbeing.picture.rules.tallying import read_moments


@pytest.mark.parametrize(("n", "items", "most"), [(100, 3, 6), (400, 8, 4), (1000, 5, 3)])
def test_alpha_and_its_interval_are_pingouins(n, items, most):
    scored = simulate(n, items=items, most=most)
    found = psychometrics.alpha(moments_of(scored, most=most))
    _, interval = pingouin.cronbach_alpha(data=pd.DataFrame(scored))
    assert [found.value, found.low, found.high] == pytest.approx(alpha_by_pingouin(scored), abs=1e-9)
    assert np.round([found.low, found.high], 3).tolist() == interval.tolist()


def test_spread_and_item_rest_are_those_of_the_answers():
    scored = simulate(300)
    moments = moments_of(scored)
    found, totals = psychometrics.spread(moments), scored.sum(axis=1) * 100 / (4 * MANY)
    assert (found.mean, found.sd) == pytest.approx((totals.mean(), totals.std(ddof=1)), abs=1e-9)
    assert found.item_means == pytest.approx((scored / 4).mean(axis=0), abs=1e-9)
    assert found.item_sds == pytest.approx((scored / 4).std(axis=0, ddof=1), abs=1e-9)
    assert psychometrics.item_rest(moments) == pytest.approx(item_rest_by_numpy(scored), abs=1e-9)


@pytest.mark.parametrize(("n", "items"), [(100, 5), (400, 8), (2000, 12)])
def test_omega_is_that_of_statsmodels_factor(n, items):
    scored = simulate(n, items=items)
    assert psychometrics.omega(moments_of(scored)) == pytest.approx(omega_by_statsmodels(scored), abs=1e-6)


def test_one_factor_leaves_the_smallest_residuals_an_optimiser_finds():
    correlations = np.corrcoef(simulate(500, seed=11).T)
    above = np.triu_indices(MANY, 1)

    def residuals(loadings):
        return ((correlations - np.outer(loadings, loadings))[above] ** 2).sum()

    best = optimize.minimize(residuals, np.full(MANY, 0.5), method="BFGS", options={"gtol": 1e-10})
    assert psychometrics.one_factor(correlations) == pytest.approx(np.abs(best.x), abs=1e-6)


def test_three_items_have_the_loadings_algebra_gives_them():
    found = psychometrics.one_factor(np.array([[1, 0.42, 0.35], [0.42, 1, 0.3], [0.35, 0.3, 1]]))
    assert found == pytest.approx([0.7, 0.6, 0.5], abs=1e-9)


def test_a_loading_never_passes_one():
    heywood = np.array([[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1]])
    loadings = psychometrics.one_factor(heywood)
    assert loadings.max() == 1.0
    assert loadings.min() > 0


def test_ends_are_shares_of_people():
    scored = simulate(60)
    scored[:9] = 0
    scored[9:12] = 4
    found = psychometrics.ends(moments_of(scored))
    totals = scored.sum(axis=1)
    assert found.floor == (totals == 0).mean()
    assert found.ceiling == (totals == 4 * MANY).mean()


@pytest.mark.parametrize(
    ("figure", "items", "needed"),
    [
        (psychometrics.spread, 4, 100),
        (psychometrics.item_rest, 4, 100),
        (psychometrics.alpha, 4, 100),
        (psychometrics.omega, 4, 100),
        (psychometrics.omega, 16, 112),
        (psychometrics.ends, 4, 50),
    ],
)
def test_one_too_few_is_not_enough(figure, items, needed):
    with pytest.raises(NotEnough) as refusal:
        figure(moments_of(simulate(needed - 1, items=items)))
    assert (refusal.value.n, refusal.value.needed) == (needed - 1, needed)
    figure(moments_of(simulate(needed, items=items)))


@pytest.mark.parametrize("figure", [psychometrics.alpha, psychometrics.omega, psychometrics.item_rest])
def test_answers_all_alike_have_no_figure(figure):
    with pytest.raises(Drowned):
        figure(moments_of(np.full((200, 4), 2)))


def test_two_items_have_no_single_factor():
    with pytest.raises(Drowned):
        psychometrics.omega(moments_of(simulate(200, items=2)))


def test_intervals_of_alpha_hold_what_the_noise_does():
    scored = simulate(2000)
    layout, row = tally_of(scored)
    sensitivity, rho = layout.sensitivity(Part.PSYCHOMETRICS), 0.003
    sigma = sigma_of(sensitivity=sensitivity, rho=rho)
    exact = psychometrics.alpha(read_moments(layout, row, sigma=0)["ru", "total"])
    held = 0
    for _ in range(300):
        noisy = read_moments(layout, noise.add(row, sensitivity=sensitivity, rho=rho), sigma=sigma)
        found = psychometrics.alpha(noisy["ru", "total"])
        held += found.low <= exact.value <= found.high
    # 285 of 300 are nominal; fewer than 268 come once in a hundred thousand runs.
    assert held >= 268
