"""Simulated answers, what the tally has of them, and the same figures by pingouin, statsmodels and NumPy."""

import numpy as np
import pandas as pd
import pingouin
from scipy import stats
from statsmodels.multivariate.factor import Factor

from tests.assessments.building import create_instrument, create_items, create_response_set, create_scale
from wellbeing.assessments.rules.definition import Method
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.layout import VersionLayout
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


def alpha_by_pingouin(scored):
    """Alpha, and its interval by the formula that pingouin rounds to three places."""
    value, _ = pingouin.cronbach_alpha(data=pd.DataFrame(scored))
    n, items = scored.shape
    below = (n - 1) * (items - 1)
    bounds = [1 - (1 - value) * stats.f.isf(tail, n - 1, below) for tail in (0.025, 0.975)]
    return [value, *bounds]


def item_rest_by_numpy(scored):
    return [
        np.corrcoef(scored[:, i], scored.sum(axis=1) - scored[:, i])[0, 1] for i in range(scored.shape[1])
    ]


def omega_by_statsmodels(scored):
    sds = scored.std(axis=0, ddof=1)
    fitted = Factor(corr=np.corrcoef(scored.T), n_factor=1, method="pa").fit(maxiter=50_000, tol=1e-13)
    shares = np.abs(fitted.loadings[:, 0])
    common = (shares * sds).sum() ** 2
    return common / (common + (sds**2 * (1 - shares**2)).sum())
