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
    """A place and scale that has clearly moved; `year` and `quarter` are empty where they do not show it."""

    place: Link
    scale: Link
    mean: Shown
    year: Moved
    quarter: Moved


@dataclass(frozen=True, slots=True)
class Cell:
    scale: str
    mean: Shown
    courses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Summary:
    """A place with its means on every scale of a version."""

    place: Link
    cells: tuple[Cell, ...]
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
    moves = {Course.HEAVIER: list[Move](), Course.LIGHTER: list[Move]()}
    sheets = [_sheet(found, day, version, moves) for version in found.releases[day].versions]
    return {
        "quarter": words.quarter(day),
        "heavier": moves[Course.HEAVIER],
        "lighter": moves[Course.LIGHTER],
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


def _sheet(found: Published, day: date, version: VersionTables, moves: dict[Course, list[Move]]) -> Sheet:
    by_scale = {table.scale: tables.trends(found, day, version, table) for table in version.scales}
    for table in version.scales:
        for trend in by_scale[table.scale]:
            for course in trend.courses(table.direction):
                moves[Course(course)].append(_move(found, version, table, trend, course))
    scales = [Link(words.title(each.title), tables.scale_url(version, each)) for each in version.scales]
    columns = [[_cell(table, trend) for trend in by_scale[table.scale]] for table in version.scales]
    rows, left_out = [], 0
    regions = [row.region for row in version.scales[0].rows] if version.scales else []
    for region, cells in zip(regions, zip(*columns, strict=True), strict=True):
        if any(cell.mean.text for cell in cells):
            place = Link(words.place(found, region), tables.place_url(region))
            rows.append(Summary(place, cells, region is None))
        else:
            left_out += 1
    return Sheet(words.title(version.title), tuple(scales), tuple(rows), left_out)


def _cell(table: ScaleTable, trend: Trend) -> Cell:
    mean = words.figure(trend.row.mean, table)
    return Cell(words.title(table.title), mean, frozenset(trend.courses(table.direction)))


def _move(found: Published, version: VersionTables, table: ScaleTable, trend: Trend, course: Course) -> Move:
    changes = [
        tables.moved(change if change and change.course(table.direction) is course else None, table)
        for change in (trend.year, trend.quarter)
    ]
    return Move(
        Link(words.place(found, trend.row.region), tables.place_url(trend.row.region)),
        Link(words.title(table.title), tables.scale_url(version, table)),
        words.figure(trend.row.mean, table),
        *changes,
    )
