"""Item statistics against pingouin, statsmodels, SciPy and NumPy on the answers themselves, noise off."""

import math

import numpy as np
import pandas as pd
import pingouin
import pytest
from scipy import optimize, stats
from statsmodels.multivariate.factor import Factor

from tests.assessments.building import create_instrument, create_items, create_response_set, create_scale
from wellbeing.assessments.rules.definition import Method
from wellbeing.picture.rules import noise, psychometrics
from wellbeing.picture.rules.budget import Part, sigma_of
from wellbeing.picture.rules.layout import VersionLayout
from wellbeing.picture.rules.psychometrics import Drowned, NotEnough
from wellbeing.picture.rules.tallying import Tally, read_moments

MANY = 8
REVERSED = ("q3", "q6")


def simulate(n, *, items=MANY, seed=7, most=4):
    """Answers of whom one thing makes answer alike, as codes of 0 to `most`."""
    rng = np.random.default_rng(seed)
    strain = rng.normal(size=(n, 1))
    loadings = np.linspace(0.5, 0.9, items)
    raw = strain * loadings + rng.normal(size=(n, items)) * np.sqrt(1 - loadings**2)
    return np.clip(np.round(raw * most / 4 + most / 2), 0, most).astype(int)


def layout_of(items=MANY, *, most=4):
    return VersionLayout(
        create_instrument(
            items=create_items(items),
            response_sets=[create_response_set(*range(most + 1))],
            scales=[
                create_scale(
                    items=[f"q{i}" for i in range(1, items + 1)],
                    reversed_items=frozenset(REVERSED[: items // 3]),
                    low=0,
                    high=100,
                    method=Method.RESCALE,
                )
            ],
        ),
        1,
        (),
    )


def tally_of(scored, *, most=4):
    """What the tally has of these answers; reversed items are answered the other way round."""
    layout = layout_of(scored.shape[1], most=most)
    turned = [key in layout.instrument.scales[0].reversed_items for key in layout.instrument.scales[0].items]
    tally = Tally([layout])
    for person in np.where(turned, most - scored, scored):
        tally.add((*layout.key, "ru", tuple([str(code) for code in person]), ""))
    return layout, tally.rows(layout.key)[Part.PSYCHOMETRICS]


def moments_of(scored, *, most=4):
    layout, row = tally_of(scored, most=most)
    return read_moments(layout, row, sigma=0)["ru", "total"]


@pytest.mark.parametrize(("n", "items", "most"), [(100, 3, 6), (400, 8, 4), (1000, 5, 3)])
def test_alpha_and_its_interval_are_pingouins(n, items, most):
    scored = simulate(n, items=items, most=most)
    found = psychometrics.alpha(moments_of(scored, most=most))
    value, interval = pingouin.cronbach_alpha(data=pd.DataFrame(scored))
    assert math.isclose(found.value, value, abs_tol=1e-9)
    # Pingouin rounds its interval to three places; this is the formula it rounds.
    below = (n - 1) * (items - 1)
    bounds = [1 - (1 - value) * stats.f.isf(tail, n - 1, below) for tail in (0.025, 0.975)]
    assert [found.low, found.high] == pytest.approx(bounds, abs=1e-9)
    assert np.round([found.low, found.high], 3).tolist() == interval.tolist()


def test_spread_and_item_rest_are_those_of_the_answers():
    scored = simulate(300)
    moments = moments_of(scored)
    found, totals = psychometrics.spread(moments), scored.sum(axis=1) * 100 / (4 * MANY)
    assert (found.mean, found.sd) == pytest.approx((totals.mean(), totals.std(ddof=1)), abs=1e-9)
    assert found.item_means == pytest.approx((scored / 4).mean(axis=0), abs=1e-9)
    assert found.item_sds == pytest.approx((scored / 4).std(axis=0, ddof=1), abs=1e-9)
    rest = [
        np.corrcoef(scored[:, i], scored.sum(axis=1) - scored[:, i])[0, 1] for i in range(scored.shape[1])
    ]
    assert psychometrics.item_rest(moments) == pytest.approx(rest, abs=1e-9)


@pytest.mark.parametrize(("n", "items"), [(100, 5), (400, 8), (2000, 12)])
def test_omega_is_that_of_statsmodels_factor(n, items):
    scored = simulate(n, items=items)
    sds = scored.std(axis=0, ddof=1)
    fitted = Factor(corr=np.corrcoef(scored.T), n_factor=1, method="pa").fit(maxiter=50_000, tol=1e-13)
    shares = np.abs(fitted.loadings[:, 0])
    common = (shares * sds).sum() ** 2
    expected = common / (common + (sds**2 * (1 - shares**2)).sum())
    assert psychometrics.omega(moments_of(scored)) == pytest.approx(expected, abs=1e-6)


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
