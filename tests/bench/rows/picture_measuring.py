"""The picture: item statistics beside those of other packages, and how much of a person is given away."""

from tests.bench import table
from tests.bench.harness import Site
from tests.picture.rules import losing
from tests.picture.rules.answering import (
    alpha_by_pingouin,
    item_rest_by_numpy,
    moments_of,
    omega_by_statsmodels,
    simulate,
)
from wellbeing.limits import PICTURE_BUDGET
from wellbeing.picture.rules import budget, psychometrics

# (people, items, highest code). Three items may lead to a loading beyond 1, which statsmodels lets pass and
# we do not, so omega is compared without them.
THREE = (100, 3, 6)
SIMULATED = [THREE, (112, 16, 4), (400, 8, 4), (1000, 5, 3), (2000, 12, 4), (20_000, 5, 4)]
RUNS = 20_000


@table.row(
    "picture.alpha_and_item_rest",
    what="alpha, its interval and each item with the rest, noise off, beside those of pingouin and numpy",
    unit="farthest apart",
    bound=table.at_most(1e-9),
)
def alpha_and_item_rest(_: Site) -> float:
    apart = []
    for n, items, most in SIMULATED:
        scored = simulate(n, items=items, most=most)
        moments = moments_of(scored, most=most)
        alpha, rest = psychometrics.alpha(moments), psychometrics.item_rest(moments)
        pairs = [
            *zip((alpha.value, alpha.low, alpha.high), alpha_by_pingouin(scored), strict=True),
            *zip(rest, item_rest_by_numpy(scored), strict=True),
        ]
        apart += [abs(one - other) for one, other in pairs]
    return float(max(apart))


@table.row(
    "picture.omega",
    what="omega from one factor, noise off, beside that of statsmodels' factor",
    unit="farthest apart",
    bound=table.at_most(1e-6),
)
def omega(_: Site) -> float:
    apart = []
    for n, items, most in SIMULATED[1:]:
        scored = simulate(n, items=items, most=most)
        found = psychometrics.omega(moments_of(scored, most=most))
        apart.append(abs(found - omega_by_statsmodels(scored)))
    return float(max(apart))


@table.row(
    "picture.privacy_loss",
    what="epsilon of all that leaves in a year, measured, 95 % upper bound, against the stated budget",
    unit="at delta 1e-6",
    bound=table.at_most(PICTURE_BUDGET),
)
def privacy_loss(_: Site) -> float:
    """Raises RuntimeError when what is surely lost is nothing: then nothing was measured."""
    _layout, without, with_one = losing.everything()
    draw = losing.whole(year_epsilon=PICTURE_BUDGET)
    seen = losing.seen(without, with_one, draw, runs=RUNS, times=budget.QUARTERS)
    if not seen.least(delta=budget.DELTA) > 0:
        raise RuntimeError("the two neighbours could not be told apart at all")
    return seen.most(delta=budget.DELTA)
