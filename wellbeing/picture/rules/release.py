"""What a quarter's box has come to, as it is published: every figure with its interval, or why it is hidden.

`tables` makes it from noisy rows and `Release.from_json` reads it back; nothing that is not shown is in it.
The words that a page needs are carried along, so that it reads no rows of instruments.

1. `cells.decide` hides what is small, alike, or could be had from the rest of its table.
2. A place whose number is hidden for one scale of a version is hidden for all of them: nearly the same people
   have answered each, so that the number of one would tell that of another.
3. What the noise has drowned is left out ("noise"): where the number is not above three times the spread of
   its noise, as it is in one of 700 empty places. It is no secret and would only mislead.
4. The share of a band is told only with the number it is a share of, and so is the mean: its interval would
   tell the number.

Pure: imports no framework.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from wellbeing.assessments.rules.definition import Direction
from wellbeing.picture.rules import cells, intervals
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.cells import COUNTRY, MEAN, TOTAL, Cell, Reason, Table
from wellbeing.picture.rules.layout import ScaleLayout
from wellbeing.picture.rules.noised import Noisy
from wellbeing.picture.rules.tallying import read_counts

SCHEMA = 1
# So many times the spread of its noise a number is, or it says nothing.
LOUD = 3
# Scales wider than this are told to one place after the point, others to two; shares to a thousandth.
WIDE = 10
SHARE_PLACES = 3


class UnknownSchema(ValueError):
    """Tables of a form that this version does not read."""


class Why(StrEnum):
    """Why a figure is not there."""

    FEW = "few"
    ALIKE = "alike"
    DERIVABLE = "derivable"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and its bounds (95 %), noise and chance together; of a number the noise alone."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many are in a band, and what part they are of all (0 to 1) with its bounds."""

    count: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a scale: None is the country, "" are those who gave no region."""

    region: str | None
    n: Figure | Why
    bands: tuple[Share | Why, ...]
    mean: Figure | Why


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a scale; one without a title lies below the first that has one."""

    starts_at: float
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScaleTable:
    """A scale with its rows. `bands` is empty where there is only one."""

    scale: str
    title: Mapping[str, str]
    low: float
    high: float
    direction: Direction
    is_strain: bool
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class VersionTables:
    instrument: str
    version: int
    title: Mapping[str, str]
    scales: tuple[ScaleTable, ...]


@dataclass(frozen=True, slots=True)
class Release:
    quarter: date
    versions: tuple[VersionTables, ...]

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "Release":
        """Read what `tables` wrote. Raises UnknownSchema."""
        if written.get("schema") != SCHEMA:
            raise UnknownSchema(written.get("schema"))
        versions = [_read_version(each) for each in written["versions"]]
        return cls(date.fromisoformat(written["quarter"]), tuple(versions))


def tables(noisy: Sequence[Noisy], *, quarter: date) -> dict[str, Any]:
    """The tables of a quarter's box, to be kept as JSON."""
    return {
        "schema": SCHEMA,
        "quarter": quarter.isoformat(),
        "versions": [asdict(_version(each)) for each in noisy],
    }


def tells_the_country(written: Mapping[str, Any]) -> bool:
    """Whether the number of the whole country is told of any scale, and noise is less than half of it.

    Of an empty box one in 20,000 scales would come so far. Asks what `tables` wrote and nothing else, so
    whoever sees the answer learns nothing besides.
    """
    numbers = [
        row["n"]
        for version in written["versions"]
        for scale in version["scales"]
        for row in scale["rows"]
        if row["region"] is COUNTRY and not isinstance(row["n"], str)
    ]
    return any(number["low"] * 2 >= number["value"] for number in numbers)


def _version(noisy: Noisy) -> VersionTables:
    instrument = noisy.layout.instrument
    counted = [_Counted(noisy, scale) for scale in noisy.layout.scales]
    missing: dict[str | None, Why] = {}
    for each in counted:
        for place, reason in each.missing().items():
            missing[place] = Why.FEW if Why.FEW in (reason, missing.get(place)) else reason
    scales = tuple([each.table(missing) for each in counted])
    return VersionTables(instrument.key, noisy.layout.version, dict(instrument.title), scales)


class _Counted:
    """One scale's noisy numbers, and what is hidden of them."""

    def __init__(self, noisy: Noisy, layout: ScaleLayout) -> None:
        key = layout.scale.key
        self.layout, self.sigmas = layout, noisy.sigmas
        self.counts = {**_of(noisy, Part.REGION_BANDS, key), **_of(noisy, Part.COUNTRY_BANDS, key)}
        self.sums = {**_of(noisy, Part.REGION_SUMS, key), **_of(noisy, Part.COUNTRY_SUMS, key)}
        places = {place: counts for place, counts in self.counts.items() if place is not None}
        self.hidden: Mapping[Cell, Reason] = cells.decide(Table(places, self.counts[COUNTRY])).hidden

    def missing(self) -> dict[str | None, Why]:
        """The places whose number is hidden."""
        return {place: Why(reason) for (place, column), reason in self.hidden.items() if column == TOTAL}

    def table(self, missing: Mapping[str | None, Why]) -> ScaleTable:
        scale = self.layout.scale
        titles = [band.title for band in scale.bands]
        titles = [{}] * (self.layout.slots - len(titles)) + titles
        bands = [Band(float(at), dict(title)) for at, title in zip(self.layout.starts, titles, strict=True)]
        return ScaleTable(
            scale=scale.key,
            title=dict(scale.title),
            low=float(self.layout.low),
            high=float(self.layout.high),
            direction=scale.direction,
            is_strain=scale.is_strain,
            bands=tuple(bands) if len(bands) > 1 else (),
            rows=tuple([self._row(place, missing.get(place)) for place in (COUNTRY, *self._regions())]),
        )

    def _regions(self) -> list[str]:
        return [place for place in self.counts if place is not None]

    def _row(self, place: str | None, missing: Why | None) -> Row:
        n, sigma = sum(self.counts[place]), self._sigma(place, Part.COUNTRY_BANDS, Part.REGION_BANDS)
        spread = sigma * math.sqrt(self.layout.slots)
        margin = intervals.Z_95 * spread
        many = self.layout.slots if self.layout.slots > 1 else 0
        if missing is None and n <= LOUD * spread:
            missing = Why.NOISE
        if missing is not None:
            return Row(place, missing, (missing,) * many, missing)
        number = Figure(n, max(0, math.floor(n - margin)), math.ceil(n + margin))
        bands = [self._share(place, band, n, sigma) for band in range(many)]
        return Row(place, number, tuple(bands), self._mean(place, n, sigma))

    def _sigma(self, place: str | None, country: Part, region: Part) -> float:
        return self.sigmas[country if place is COUNTRY else region]

    def _share(self, place: str | None, band: int, n: int, sigma: float) -> Share | Why:
        if (place, band) in self.hidden:
            return Why(self.hidden[place, band])
        count = self.counts[place][band]
        found = intervals.share(count, n=n, bands=self.layout.slots, sigma=sigma)
        return Share(count, *_rounded(found, SHARE_PLACES))

    def _mean(self, place: str | None, n: int, sigma: float) -> Figure | Why:
        if (place, MEAN) in self.hidden:
            return Why(self.hidden[place, MEAN])
        steps, squares = self.sums[place]
        low, high = float(self.layout.low), float(self.layout.high)
        sums_sigma = self._sigma(place, Part.COUNTRY_SUMS, Part.REGION_SUMS)
        found = intervals.mean(
            steps,
            squares,
            n=n,
            bands=self.layout.slots,
            sigma=sigma,
            sums_sigma=sums_sigma,
            low=low,
            high=high,
        )
        return Figure(*_rounded(found, 1 if high - low > WIDE else 2))


def _of(noisy: Noisy, part: Part, scale: str) -> dict[str | None, tuple[int, ...]]:
    found = read_counts(noisy.layout, part, noisy.rows[part])
    return {place: counts for (place, key), counts in found.items() if key == scale}


def _rounded(found: intervals.Interval, places: int) -> tuple[float, float, float]:
    """The bounds away from the value, so that rounding makes no interval narrower."""
    unit = 10**places
    low, high = math.floor(found.low * unit) / unit, math.ceil(found.high * unit) / unit
    return round(found.value, places), low, high


def _read_version(written: Mapping[str, Any]) -> VersionTables:
    scales = tuple([_read_scale(each) for each in written["scales"]])
    return VersionTables(**{**written, "scales": scales})


def _read_scale(written: Mapping[str, Any]) -> ScaleTable:
    read = {
        "direction": Direction(written["direction"]),
        "bands": tuple([Band(**band) for band in written["bands"]]),
        "rows": tuple([_read_row(row) for row in written["rows"]]),
    }
    return ScaleTable(**{**written, **read})


def _read_row(written: Mapping[str, Any]) -> Row:
    bands = [Why(each) if isinstance(each, str) else Share(**each) for each in written["bands"]]
    return Row(written["region"], _read_figure(written["n"]), tuple(bands), _read_figure(written["mean"]))


def _read_figure(written: Any) -> Figure | Why:
    return Why(written) if isinstance(written, str) else Figure(**written)
