"""Quantiles of F, against SciPy."""

import pytest
from scipy import stats

from wellbeing.picture.rules import fisher


@pytest.mark.parametrize("share", [0.001, 0.025, 0.5, 0.975, 0.999])
@pytest.mark.parametrize(
    ("above", "below"), [(1, 1), (5, 99), (99, 99), (99, 1881), (249.5, 1746.5), (99_999, 1_899_981)]
)
def test_quantiles_are_scipys(share, above, below):
    found = fisher.quantile(share, above=above, below=below)
    assert found == pytest.approx(stats.f.ppf(share, above, below), rel=1e-9)


@pytest.mark.parametrize(("share", "above"), [(0, 5), (1, 5), (0.5, 0)])
def test_what_has_no_quantile_is_refused(share, above):
    with pytest.raises(ValueError, match="between"):
        fisher.quantile(share, above=above, below=9)
