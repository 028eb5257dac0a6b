"""The first page: where strain rises, then everything of the newest quarter in one table."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wellbeing.picture import words
from wellbeing.picture.public import tables
from wellbeing.picture.public.tables import Link, Moved
from wellbeing.picture.published import Published
from wellbeing.picture.rules.changes import Course, Trend
from wellbeing.picture.rules.release import ScaleTable, VersionTables
from wellbeing.picture.words import Shown


@dataclass(frozen=True, slots=True)
class Move:
    """A scale on which a place has clearly moved: in a year, or failing that, in a quarter."""

    scale: Link
    mean: Shown
    moved: Moved
    is_in_a_year: bool


@dataclass(frozen=True, slots=True)
class Mover:
    """A place and all of its moves the same way."""

    place: Link
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A place with its mean on every scale of a version, and where that goes."""

    place: Link
    cells: tuple[tuple[Shown, set[Course]], ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of an instrument in the newest quarter."""

    title: str
    scales: tuple[Link, ...]
    rows: tuple[Summary, ...]
    left_out: int


def context(found: Published) -> dict[str, Any]:
    day = found.newest
    if day is None:
        return {"quarter": ""}
    sheets = [_sheet(found, day, version) for version in found.releases[day].versions]
    return {
        "quarter": words.quarter(day),
        "heavier": movers(found, day, Course.HEAVIER),
        "lighter": movers(found, day, Course.LIGHTER),
        "is_first": len(found.releases) == 1,
        "sheets": [sheet for sheet in sheets if sheet.rows],
        "is_bare": not any(sheet.rows for sheet in sheets),
        "quarters": [Link(words.quarter(each), tables.quarter_url(each)) for each in found.releases],
        "places": places(found),
        "reasons": words.reasons(),
    }


def places(found: Published) -> list[Link]:
    """Whatever has had something to show in one of the quarters that tables go back to."""
    seen: dict[str | None, None] = {}
    for day in found.quarters():
        for _, table in tables.of_release(found.releases[day]):
            seen |= dict.fromkeys(row.region for row in table.rows if tables.is_there(row))
    order = {code: place for place, code in enumerate((None, *found.regions, ""))}
    listed = sorted(seen, key=lambda region: order.get(region, len(order)))
    return [Link(words.place(found, region), tables.place_url(region)) for region in listed]


def movers(found: Published, day: date, course: Course) -> list[Mover]:
    """Whoever has clearly moved this way, with every scale that shows it."""
    by_place: dict[str | None, list[Move]] = {}
    for version, table in tables.of_release(found.releases[day]):
        for trend in tables.trends(found, day, version, table):
            if move := _move(version, table, trend, course):
                by_place.setdefault(trend.row.region, []).append(move)
    return [
        Mover(Link(words.place(found, region), tables.place_url(region)), tuple(moves))
        for region, moves in by_place.items()
    ]


def _move(version: VersionTables, table: ScaleTable, trend: Trend, course: Course) -> Move | None:
    for change in (trend.year, trend.quarter):
        if change is not None and change.course(table.direction) is course:
            return Move(
                Link(words.title(table.title), tables.scale_url(version, table)),
                words.figure(trend.row.mean, table),
                tables.moved(change, table),
                is_in_a_year=change is trend.year,
            )
    return None


def _sheet(found: Published, day: date, version: VersionTables) -> Sheet:
    scales = [Link(words.title(each.title), tables.scale_url(version, each)) for each in version.scales]
    columns = [
        [
            (words.figure(each.row.mean, table), each.courses(table.direction))
            for each in tables.trends(found, day, version, table)
        ]
        for table in version.scales
    ]
    there, regions = tables.shown(version), [row.region for row in version.scales[0].rows]
    rows = [
        Summary(Link(words.place(found, region), tables.place_url(region)), cells, region is None)
        for region, cells in zip(regions, zip(*columns, strict=True), strict=True)
        if region in there
    ]
    return Sheet(words.title(version.title), tuple(scales), tuple(rows), len(regions) - len(rows))
