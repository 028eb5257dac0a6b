"""Exact counts of what came in, one contribution after another, in memory that no number of them makes grow.

Nothing here may leave the box as it is: `rows` gives one row of whole numbers per version and part, and
`layout` says how far one contribution moves it, for the noise. `read_counts` and `read_moments` turn a row,
noisy or not, back into figures by name. Pure: imports no framework.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import numpy as np

from wellbeing.assessments.rules.scoring import UnknownAnswer
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.layout import NO_REGION, ScaleLayout, VersionLayout
from wellbeing.picture.rules.psychometrics import Moments

# Instrument, version, language, answers in the order of the items, region: as `Contribution` holds them.
Contributed = tuple[str, int, str, Sequence[str | None], str]
SUMS = 2  # the value and its square
LONGEST_CODE = 20


class Unfit(ValueError):
    """A contribution that belongs to nothing that is counted. Says nothing of what was in it."""


class Tally:
    """Counts for the given versions, each as its `VersionLayout` says."""

    def __init__(self, layouts: Iterable[VersionLayout]) -> None:
        self._counted = {layout.key: _Counted(layout) for layout in layouts}

    def add(self, contributed: Contributed) -> None:
        """Count one. Raises Unfit, and counts nothing, when no version here has such answers."""
        instrument, version, language, answers, region = contributed
        counted = self._counted.get((instrument, version))
        if counted is None:
            raise Unfit
        counted.add(language, answers, region)

    def rows(self, key: tuple[str, int]) -> dict[Part, list[int]]:
        return self._counted[key].rows()


class _Counted:
    """What has come in for one version."""

    def __init__(self, layout: VersionLayout) -> None:
        self.layout = layout
        places = len(layout.places)
        self._row = {place: i for i, place in enumerate(layout.places)}
        self._bands = [np.zeros((places, scale.slots), dtype=np.int64) for scale in layout.scales]
        self._sums = [np.zeros((places, SUMS), dtype=np.int64) for _ in layout.scales]
        self._ends = {
            language: np.zeros((len(layout.scales), 2), dtype=np.int64)
            for language in layout.instrument.languages
        }
        self._products = {
            language: [np.zeros((len(each.widest) + 1,) * 2, dtype=np.int64) for each in layout.scales]
            for language in layout.instrument.languages
        }

    def add(self, language: str, answers: Sequence[str | None], region: str) -> None:
        codes = self._codes(answers)
        if language not in self._products:
            raise Unfit
        try:
            results = self.layout.plan.score(codes)
        except UnknownAnswer:
            raise Unfit from None
        row = self._row.get(region, self._row[NO_REGION])
        for i, (scale, result) in enumerate(zip(self.layout.scales, results, strict=True)):
            if result.value is not None:
                self._bands[i][row, scale.slot_of(result.value)] += 1
                self._sums[i][row] += scale.steps_of(result.value)
            self._add_products(language, i, codes)

    def _codes(self, answers: Sequence[str | None]) -> dict[str, Decimal | None]:
        """The codes by item. `from None`: an error replaced here would show the answer."""
        try:
            return {
                item.key: None if answer is None else Decimal(answer[:LONGEST_CODE])
                for item, answer in zip(self.layout.instrument.items, answers, strict=True)
            }
        except (InvalidOperation, TypeError, ValueError):
            raise Unfit from None

    def _add_products(self, language: str, i: int, codes: Mapping[str, Decimal | None]) -> None:
        """Count the scale's items and their products, when all are answered."""
        scale = self.layout.scales[i]
        taken = [1]
        for key, steps in zip(scale.scale.items, scale.codes, strict=True):
            code = codes[key]
            if code is None or code not in steps:
                return
            taken.append(steps[code])
        self._products[language][i] += np.outer(taken, taken)
        together, most = sum(taken[1:]), sum(scale.widest)
        self._ends[language][i] += (together == -most, together == most)

    def rows(self) -> dict[Part, list[int]]:
        bands = np.concatenate(self._bands, axis=1)
        sums = np.concatenate(self._sums, axis=1)
        return {
            Part.REGION_BANDS: bands.ravel().tolist(),
            Part.REGION_SUMS: sums.ravel().tolist(),
            Part.COUNTRY_BANDS: bands.sum(axis=0).tolist(),
            Part.COUNTRY_SUMS: sums.sum(axis=0).tolist(),
            Part.PSYCHOMETRICS: self._moments(),
        }

    def _moments(self) -> list[int]:
        row: list[int] = []
        for language in self.layout.instrument.languages:
            for i, scale in enumerate(self.layout.scales):
                number, end, item = scale.weights
                products = self._products[language][i]
                upper = np.triu_indices(len(scale.widest))
                row += [int(products[0, 0]) * number, *(self._ends[language][i] * end).tolist()]
                row += (products[0, 1:] * item).tolist()
                row += products[1:, 1:][upper].tolist()
        return row


def read_counts(
    layout: VersionLayout, part: Part, row: Sequence[int]
) -> dict[tuple[str | None, str], tuple[int, ...]]:
    """A row of bands or sums by (place, scale); the place is None for the country."""
    is_country = part in (Part.COUNTRY_BANDS, Part.COUNTRY_SUMS)
    is_bands = part in (Part.COUNTRY_BANDS, Part.REGION_BANDS)
    places: tuple[str | None, ...] = (None,) if is_country else layout.places
    found, at = {}, 0
    for place in places:
        for scale in layout.scales:
            room = scale.slots if is_bands else SUMS
            found[place, scale.scale.key] = tuple(row[at : at + room])
            at += room
    return found


def moment_rows(layout: VersionLayout, row: Sequence[int]) -> dict[tuple[str, str], Sequence[int]]:
    """What of the row of psychometrics belongs to each (language, scale)."""
    found, at = {}, 0
    for language in layout.instrument.languages:
        for scale in layout.scales:
            found[language, scale.scale.key] = row[at : at + scale.moment_room]
            at += scale.moment_room
    return found


def read_moments(
    layout: VersionLayout, row: Sequence[int], *, sigma: float
) -> dict[tuple[str, str], Moments]:
    """The row of psychometrics by (language, scale). `sigma` is the spread of its noise, 0 for none."""
    scales = {scale.scale.key: scale for scale in layout.scales}
    return {
        (language, key): moments(scales[key], each, sigma=sigma)
        for (language, key), each in moment_rows(layout, row).items()
    }


def moments(scale: ScaleLayout, row: Sequence[float], *, sigma: float) -> Moments:
    """One scale's part of that row. The numbers may be such as no tally gives: sums of several, or moved."""
    number, end, item = scale.weights
    many = len(scale.widest)
    products = np.zeros((many, many))
    products[np.triu_indices(many)] = row[3 + many :]
    return Moments(
        n=row[0] / number,
        at_floor=row[1] / end,
        at_ceiling=row[2] / end,
        sums=np.array(row[3 : 3 + many]) / item,
        products=np.triu(products) + np.triu(products, 1).T,
        low=float(scale.low),
        high=float(scale.high),
        widest=tuple(scale.widest),
        noise=sigma,
    )
