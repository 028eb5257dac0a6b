"""The promise in odds, worked out by hand for the figure in the settings and others."""

import pytest

from wellbeing.picture.rules.plainly import Odds, odds


@pytest.mark.parametrize(
    ("epsilon", "expected"),
    [
        # e^2 / (1 + e^2) = 0.881; a quarter's epsilon is 0.976, two contributions' 2.85 and 4.10.
        (2.0, Odds(quarter=73, year=89, twice=95, same_twice=99)),
        (0.01, Odds(quarter=51, year=51, twice=51, same_twice=51)),
        (20.0, Odds(quarter=99, year=99, twice=99, same_twice=99)),
    ],
)
def test_how_sure_somebody_can_become_at_most(epsilon: float, expected: Odds) -> None:
    assert odds(epsilon) == expected
