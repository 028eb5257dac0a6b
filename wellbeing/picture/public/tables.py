"""The parts that pages of the picture are made of: rows of places, quarters and scales."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from wellbeing.picture import words
from wellbeing.picture.published import Published
from wellbeing.picture.rules import changes
from wellbeing.picture.rules.changes import Change, Trend
from wellbeing.picture.rules.release import Figure, Release, Row, ScaleTable, VersionTables, Why
from wellbeing.picture.words import Shown


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class BandCell:
    """A band of a row: its name, its share, and the class that sets how much of a bar it takes."""

    title: str
    share: Shown


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: where or when, how many, the mean and the bands."""

    name: str
    url: str
    n: Shown
    mean: Shown
    bands: tuple[BandCell, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A change in words. `course` is one of `Course`, empty where nothing can be compared."""

    before: str = ""
    difference: str = ""
    interval: str = ""
    course: str = ""


@dataclass(frozen=True, slots=True)
class TrendLine:
    name: str
    url: str
    mean: Shown
    quarter: Moved
    year: Moved
    courses: frozenset[str]
    is_all: bool


def of_release(release: Release) -> Iterator[tuple[VersionTables, ScaleTable]]:
    for version in release.versions:
        for scale in version.scales:
            yield version, scale


def key(version: VersionTables) -> tuple[str, int]:
    return version.instrument, version.version


def bands(table: ScaleTable) -> list[str]:
    """The names of a scale's bands; one below the first that has a name is told by where it ends."""
    ends = [each.starts_at for each in table.bands[1:]]
    named = [words.title(band.title) for band in table.bands]
    return [name or f"< {words.number(end, 0)}" for name, end in zip(named, [*ends, 0.0], strict=True)]


def line(row: Row, table: ScaleTable, *, name: str, url: str) -> Line:
    cells = [BandCell(title, words.share(each)) for title, each in zip(bands(table), row.bands, strict=False)]
    mean, n = words.figure(row.mean, table), words.how_many(row.n)
    return Line(name, url, n, mean, tuple(cells), row.region is None)


def places(found: Published, table: ScaleTable) -> list[Line]:
    """The rows of a scale that have something to show, all together first, then by name of region."""
    return [
        line(row, table, name=words.place(found, row.region), url=place_url(row.region))
        for row in table.rows
        if is_there(row)
    ]


def is_there(row: Row) -> bool:
    return isinstance(row.n, Figure)


def shown(version: VersionTables) -> set[str | None]:
    """The places of which a version shows something."""
    return {row.region for scale in version.scales for row in scale.rows if is_there(row)}


def missing(found: Published, version: VersionTables) -> dict[Why, list[str]]:
    """The places of which a version shows nothing, by the reason, in the order of the reasons."""
    by_reason: dict[Why, list[str]] = {why: [] for why in Why}
    there = shown(version)
    for row in version.scales[0].rows if version.scales else ():
        if row.region not in there and isinstance(row.n, Why):
            by_reason[row.n].append(words.place(found, row.region))
    return {why: names for why, names in by_reason.items() if names}


def trend_lines(found: Published, table: ScaleTable, trends: Sequence[Trend]) -> list[TrendLine]:
    return [trend_line(found, table, each) for each in trends if is_there(each.row)]


def trend_line(found: Published, table: ScaleTable, trend: Trend) -> TrendLine:
    row = trend.row
    return TrendLine(
        words.place(found, row.region),
        place_url(row.region),
        words.figure(row.mean, table),
        moved(trend.quarter, table),
        moved(trend.year, table),
        frozenset(trend.courses(table.direction)),
        row.region is None,
    )


def moved(change: Change | None, table: ScaleTable) -> Moved:
    if change is None:
        return Moved()
    interval = f"{words.signed(change.low, table)} … {words.signed(change.high, table)}"
    before = words.figure(change.before, table)
    return Moved(
        before.text, words.signed(change.difference, table), interval, change.course(table.direction)
    )


def trends(found: Published, day: date, version: VersionTables, table: ScaleTable) -> Sequence[Trend]:
    return changes.trends(found.releases, day, key(version), table.scale)


def place_url(region: str | None) -> str:
    return reverse("picture:place", args=[words.place_slug(region)])


def quarter_url(day: date) -> str:
    return reverse("picture:quarter", args=[words.quarter_slug(day)])


def scale_url(version: VersionTables, table: ScaleTable) -> str:
    return reverse("picture:scale", args=[version.instrument, str(version.version), table.scale])
