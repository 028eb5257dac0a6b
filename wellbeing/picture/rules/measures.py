"""How well each scale measures, in each language: figures, or why there is none, as they may leave the box.

How many each figure needs is said in `psychometrics`, what the noise does to it in `figures`. The noisy
numbers themselves are kept beside, so that quarters can be added up (`pooled`); of fewer than surely ten
people neither they nor anything else is. Where nearly all of the country are in one band, only the number is:
the public tables hide the mean there, and what stands here must not give it back. Pure: imports no framework.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from wellbeing.picture.rules import cells, psychometrics
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.figures import Figure, Kept, Reckoned, Why
from wellbeing.picture.rules.layout import ScaleLayout, VersionLayout
from wellbeing.picture.rules.noised import Noisy
from wellbeing.picture.rules.psychometrics import Moments
from wellbeing.picture.rules.tallying import moment_rows, read_counts

# Of the order of the numbers that are kept.
SCHEMA = 1
# How far the noise may move a share of people, and a mean or a spread as a part of the scale's range.
WIDEST_SHARE = 0.1
WIDEST_PART = 0.1


@dataclass(frozen=True, slots=True)
class Measure:
    """One scale in one language. Mean and spread are in its units; `items` by key, each with the rest of it.

    `floor` and `ceiling` are shares of people at the lowest and the highest value.
    """

    instrument: str
    version: int
    scale: str
    language: str
    n: Figure
    mean: Figure
    sd: Figure
    alpha: Figure
    omega: Figure
    floor: Figure
    ceiling: Figure
    items: tuple[tuple[str, Figure], ...]
    kept: Kept | None


class Unreadable(ValueError):
    """Not what `of` writes, or with numbers in an order that is no longer known."""


def of(noisy: Sequence[Noisy]) -> list[dict[str, Any]]:
    """Every scale of every version in every language, in plain lists and mappings."""
    found = []
    for each in noisy:
        rows = moment_rows(each.layout, each.rows[Part.PSYCHOMETRICS])
        bands = read_counts(each.layout, Part.COUNTRY_BANDS, each.rows[Part.COUNTRY_BANDS])
        for scale in each.layout.scales:
            for language in each.layout.instrument.languages:
                kept = Kept(tuple(rows[language, scale.scale.key]), each.sigmas[Part.PSYCHOMETRICS])
                measure = measured(each.layout, scale, language, kept)
                is_alike = cells.is_alike(bands[cells.COUNTRY, scale.scale.key])
                found.append(written(_number_alone(measure) if is_alike else measure))
    return found


def measured(layout: VersionLayout, scale: ScaleLayout, language: str, kept: Kept) -> Measure:
    """The figures of these noisy numbers."""
    reckoned, keys = Reckoned(scale, kept), scale.scale.items
    low, high, least = float(scale.low), float(scale.high), psychometrics.LEAST
    part = (high - low) * WIDEST_PART
    (mean,) = reckoned.figures(_mean, many=1, needed=least, room=(low, high), widest=part)
    (sd,) = reckoned.figures(_sd, many=1, needed=least, room=(0, high - low), widest=part)
    with_rest = reckoned.figures(psychometrics.item_rest, many=len(keys), needed=least, room=(-1, 1))
    least = max(least, psychometrics.LEAST_PER_ITEM * len(keys))
    (omega,) = reckoned.figures(_omega, many=1, needed=least, room=(0, 1))
    least = psychometrics.LEAST_FOR_ENDS
    floor, ceiling = reckoned.figures(_ends, many=2, needed=least, room=(0, 1), widest=WIDEST_SHARE)
    n = reckoned.number()
    return Measure(
        *(*layout.key, scale.scale.key, language),
        n=n,
        mean=mean,
        sd=sd,
        alpha=reckoned.alpha(),
        omega=omega,
        floor=floor,
        ceiling=ceiling,
        items=tuple(zip(keys, with_rest, strict=True)),
        kept=None if n.value is None else kept,
    )


def _number_alone(measure: Measure) -> Measure:
    """Without anything that says where on the scale they are, neither by itself nor in a sum of quarters."""
    if measure.kept is None:
        return measure
    alike = Figure(why=Why.ALIKE)
    return replace(
        measure,
        mean=alike,
        sd=alike,
        alpha=alike,
        omega=alike,
        floor=alike,
        ceiling=alike,
        items=tuple([(key, alike) for key, _ in measure.items]),
        kept=None,
    )


def pooled(layout: VersionLayout, several: Sequence[Measure]) -> Measure | None:
    """Measures of one scale in one language from several quarters as one; None when none kept its numbers.

    Sums add up, and so do the variances of their noise. Means of the quarters' figures would be worse: each
    is a ratio, and lacks the quarters that had too few for it. Whoever answered in two quarters is in it
    twice (see `Kept`), and what moved between quarters counts as spread.
    """
    kept = [each.kept for each in several if each.kept]
    if not kept:
        return None
    row = tuple([sum(numbers) for numbers in zip(*[each.row for each in kept], strict=True)])
    scale = next(each for each in layout.scales if each.scale.key == several[0].scale)
    together = Kept(row, math.hypot(*[each.sigma for each in kept]), len(kept))
    return measured(layout, scale, several[0].language, together)


def written(measure: Measure) -> dict[str, Any]:
    """A measure in plain lists and mappings; `read` reads it back."""
    return {
        "schema": SCHEMA,
        **asdict(measure),
        "items": [[key, asdict(figure)] for key, figure in measure.items],
        "kept": measure.kept and {**asdict(measure.kept), "row": list(measure.kept.row)},
    }


def read(rows: Sequence[Mapping[str, Any]]) -> list[Measure]:
    """What `of` wrote. Raises Unreadable."""
    try:
        return [_read(row) for row in rows]
    except (KeyError, TypeError, ValueError):
        raise Unreadable from None


def _read(row: Mapping[str, Any]) -> Measure:
    fields = dict(row)
    if fields.pop("schema") != SCHEMA:
        raise Unreadable
    for name in ("n", "mean", "sd", "alpha", "omega", "floor", "ceiling"):
        fields[name] = _figure(fields[name])
    fields["items"] = tuple([(key, _figure(each)) for key, each in fields["items"]])
    kept = fields["kept"]
    fields["kept"] = kept and Kept(**{**kept, "row": tuple(kept["row"])})
    return Measure(**fields)


def _figure(fields: Mapping[str, Any]) -> Figure:
    why = fields["why"]
    return Figure(**{**fields, "why": Why(why) if why else None})


def _mean(found: Moments) -> Sequence[float]:
    return (psychometrics.mean(found),)


def _sd(found: Moments) -> Sequence[float]:
    return (psychometrics.spread(found).sd,)


def _omega(found: Moments) -> Sequence[float]:
    return (psychometrics.omega(found),)


def _ends(found: Moments) -> Sequence[float]:
    """Not held within 0 to 1 yet, so that the noise shows."""
    return found.at_floor / found.n, found.at_ceiling / found.n
