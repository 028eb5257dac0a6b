"""Whether an instrument measures: means, spread, item-total correlations, alpha, omega, floor and ceiling.

All from sums and sums of products, which is what leaves the box; nobody's answers are needed. A scale's
figures are of those who answered all its items. Variances are by n - 1.

How many it takes, and no figure with fewer (`NotEnough`):

- 100 for alpha, its interval, and correlations of an item with the rest, and for means and spread where they
  are to serve as a norm;
- 7 per item, and 100, for one factor and so for omega;
- 50 for floor and ceiling.

All by Terwee et al. 2007, J Clin Epidemiol 60:34-42; like the other papers named here from memory, to be
looked up. What the noise left impossible, a variance below zero for one, is `Drowned`. Pure: numpy, no
framework.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from wellbeing.picture.rules import fisher

LEAST = 100
LEAST_PER_ITEM = 7
LEAST_FOR_ENDS = 50
LEVEL = 0.95
Z_95 = NormalDist().inv_cdf(0.5 + LEVEL / 2)
# Terwee et al. 2007: more than this at one end, and the scale no longer tells people apart there.
MOST_AT_AN_END = 0.15
ROUNDS = 20_000
STILL = 1e-13

Floats = npt.NDArray[np.float64]


class NotEnough(Exception):
    """Too few answered for a figure to mean anything."""

    def __init__(self, *, n: float, needed: int) -> None:
        super().__init__(f"{n:.0f} of {needed}")
        self.n = n
        self.needed = needed


class Drowned(Exception):
    """The noise has left nothing that could be the figure of real answers."""


@dataclass(frozen=True)
class Moments:
    """What is known of a scale's items, each x from -m to m about the middle of its codes.

    `sums` is of x by item, `products` of x times x. `low` and `high` are the scale's range; `widest` holds
    each item's m; `noise` is the spread of the noise on each product (0: none).
    """

    n: float
    at_floor: float
    at_ceiling: float
    sums: Floats
    products: Floats
    low: float
    high: float
    widest: tuple[int, ...]
    noise: float = 0.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and standard deviation of a scale, in its units, and of each item, as a share of its range."""

    n: float
    mean: float
    sd: float
    item_means: tuple[float, ...]
    item_sds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Coefficient:
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ends:
    """The shares of people at the lowest and the highest value a scale can take."""

    floor: float
    ceiling: float


def mean(moments: Moments) -> float:
    """Of the scale, in its units."""
    _need(moments, LEAST)
    return (moments.low + moments.high) / 2 + float(moments.sums.sum()) / moments.n * _per_step(moments)


def spread(moments: Moments) -> Spread:
    _need(moments, LEAST)
    covariances = _covariances(moments)
    widest = np.array(moments.widest, dtype=np.float64)
    means = moments.sums / moments.n
    return Spread(
        n=moments.n,
        mean=mean(moments),
        sd=math.sqrt(float(covariances.sum())) * _per_step(moments),
        item_means=tuple(((means / widest + 1) / 2).tolist()),
        item_sds=tuple((np.sqrt(np.diag(covariances)) / (2 * widest)).tolist()),
    )


def item_rest(moments: Moments) -> tuple[float, ...]:
    """Each item's correlation with the sum of the others ("corrected item-total")."""
    _need(moments, LEAST)
    covariances = _covariances(moments)
    own = np.diag(covariances)
    with_rest = covariances.sum(axis=1) - own
    rest = covariances.sum() - 2 * covariances.sum(axis=1) + own
    if (rest <= 0).any():
        raise Drowned
    found = with_rest / np.sqrt(own * rest)
    if (np.abs(found) > 1 + STILL).any():
        raise Drowned
    return tuple(found.tolist())


def alpha(moments: Moments, *, people: float | None = None) -> Coefficient:
    """Cronbach's alpha, k/(k-1) (1 - sum of item variances / variance of the sum), with Feldt's interval.

    Cronbach 1951, Psychometrika 16:297; Feldt, Woodruff & Salih 1987, Appl Psychol Meas 11:93. Where there is
    noise, each bound moves out by what the noise alone could do. `people` says how many there are where some
    answered more than once.
    """
    _need(moments, LEAST)
    covariances = _covariances(moments)
    many = len(covariances)
    own, whole = float(np.trace(covariances)), float(covariances.sum())
    stretch = many / (many - 1)
    value = stretch * (1 - own / whole)
    above = (moments.n if people is None else people) - 1
    below = above * (many - 1)
    tail = (1 - LEVEL) / 2
    low = 1 - (1 - value) * fisher.quantile(1 - tail, above=above, below=below)
    high = 1 - (1 - value) * fisher.quantile(tail, above=above, below=below)
    down, up = _noise_of_alpha(moments, own, whole)
    return Coefficient(value, value - math.hypot(value - low, down), value + math.hypot(high - value, up))


def omega(moments: Moments) -> float:
    """McDonald's omega of the sum score, from one factor: what the factor explains of the sum's variance.

    (sum of loadings)^2 / ((sum of loadings)^2 + sum of uniquenesses), in the items' own units; McDonald 1999,
    Test Theory, ch. 6. The factor is that of minimal residuals (`one_factor`).
    """
    many = len(moments.widest)
    _need(moments, max(LEAST, LEAST_PER_ITEM * many))
    covariances = _covariances(moments)
    sds = np.sqrt(np.diag(covariances))
    shares = one_factor(covariances / np.outer(sds, sds))
    common = float((shares * sds).sum()) ** 2
    return common / (common + float((sds**2 * (1 - shares**2)).sum()))


def ends(moments: Moments) -> Ends:
    _need(moments, LEAST_FOR_ENDS)
    return Ends(*[min(1.0, max(0.0, at / moments.n)) for at in (moments.at_floor, moments.at_ceiling)])


def one_factor(correlations: Floats) -> Floats:
    """Loadings on one factor that leave the smallest squares off the diagonal ("minres", "ULS").

    Harman & Jones 1966, Psychometrika 31:351: one loading after another takes its best value given the
    others, which never makes the residuals larger, until none moves; a loading beyond 1 is held at 1 (Harman
    & Fukuda 1966, Psychometrika 31:563). Unlike maximum likelihood it needs no matrix without negative
    eigenvalues, which noise does not leave. Three items at least: two give no single answer.
    """
    many = len(correlations)
    if many < 3:
        raise Drowned
    values, vectors = np.linalg.eigh(correlations)
    loadings = vectors[:, -1] * math.sqrt(max(float(values[-1]), STILL))
    loadings = np.clip(loadings * (1 if loadings.sum() >= 0 else -1), -1, 1)
    for _ in range(ROUNDS):
        before = loadings.copy()
        for i in range(many):
            squares = float(loadings @ loadings - loadings[i] ** 2)
            if squares < STILL:
                raise Drowned
            together = float(correlations[i] @ loadings - correlations[i, i] * loadings[i])
            loadings[i] = min(1.0, max(-1.0, together / squares))
        if np.abs(loadings - before).max() < STILL:
            return loadings
    raise Drowned


def _per_step(moments: Moments) -> float:
    """A step of the items' sum in the scale's units."""
    return (moments.high - moments.low) / (2 * sum(moments.widest))


def _need(moments: Moments, needed: int) -> None:
    if not moments.n >= needed:
        raise NotEnough(n=moments.n, needed=needed)


def _covariances(moments: Moments) -> Floats:
    """Of the items, by n - 1. Raises Drowned for what no answers could have, and for a single item."""
    centred = moments.products - np.outer(moments.sums, moments.sums) / moments.n
    found: Floats = centred / (moments.n - 1)
    if len(found) < 2 or (np.diag(found) <= 0).any() or found.sum() <= 0:
        raise Drowned
    return found


def _noise_of_alpha(moments: Moments, own: float, whole: float) -> tuple[float, float]:
    """How far the noise alone lets alpha lie lower and higher, by Fieller's method for a ratio.

    The share t = own / whole fits when own - t whole, a sum of noisy numbers, is within its noise of nothing.
    Each variance stands in it 1 - t times, each covariance 2 t times, and the sums by the items' means. The
    noise on n has so large a weight against it that it adds nothing to speak of. Fieller 1954, JRSS B 16:175.
    """
    many = len(moments.widest)
    each = (Z_95 * moments.noise / (moments.n - 1)) ** 2
    means = moments.sums / moments.n
    by_sums = 4 * each / (2 * max(moments.widest)) ** 2
    squares, together = float(means @ means), float(means.sum()) ** 2
    square = whole**2 - each * (many + 2 * many * (many - 1)) - by_sums * many * together
    linear = own * whole - each * many - by_sums * together
    plain = own**2 - each * many - by_sums * squares
    if square <= 0:
        raise Drowned
    root = math.sqrt(max(0.0, linear**2 - square * plain))
    stretch, share = many / (many - 1), own / whole
    lowest, highest = (linear - root) / square, (linear + root) / square
    return stretch * max(0.0, highest - share), stretch * max(0.0, share - lowest)
