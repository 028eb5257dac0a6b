"""What the pages below the first say: one quarter, one place, one scale, how to read it all."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404

from wellbeing.picture import words
from wellbeing.picture.public import tables
from wellbeing.picture.public.tables import Link
from wellbeing.picture.published import LONGEST, Published
from wellbeing.picture.rules import plainly
from wellbeing.picture.rules.release import Release, ScaleTable, VersionTables


def quarter(found: Published, slug: str) -> dict[str, Any]:
    """Every scale of a quarter by place. Raises Http404."""
    day = next((each for each in found.releases if words.quarter_slug(each) == slug), None)
    if day is None:
        raise Http404
    apart = found.apart.get(day)
    return {
        "quarter": words.quarter(day),
        "versions": of_release(found, found.releases[day]),
        "apart": of_release(found, apart) if apart else None,
        "reasons": words.reasons(),
    }


def of_release(found: Published, release: Release) -> list[dict[str, Any]]:
    """The versions of a release, each with its scales and what is missing."""
    return [_version(found, version) for version in release.versions]


def _version(found: Published, version: VersionTables) -> dict[str, Any]:
    missing = tables.missing(found, version)
    scales = [_scale_of_quarter(found, version, table) for table in version.scales]
    return {
        "title": words.title(version.title),
        "scales": scales,
        "is_bare": not any(each["lines"] for each in scales),
        "missing": [(words.reason(why), names) for why, names in missing.items()],
        "many_missing": sum(len(names) for names in missing.values()),
    }


def _scale_of_quarter(found: Published, version: VersionTables, table: ScaleTable) -> dict[str, Any]:
    return {
        "title": words.title(table.title),
        "url": tables.scale_url(version, table),
        "range": range_of(table),
        "bands": tables.bands(table),
        "lines": tables.places(found, table),
    }


def place(found: Published, slug: str) -> dict[str, Any]:
    """Every scale of a place by quarter. Raises Http404 for one that no release has a place for."""
    region = _region(found, slug)
    days = found.quarters()
    rows: dict[tuple[str, int, str], list[tables.Line]] = {}
    known: dict[tuple[str, int, str], tuple[VersionTables, ScaleTable]] = {}
    for day in days:
        for version, table in tables.of_release(found.releases[day]):
            row = next((each for each in table.rows if each.region == region), None)
            if row is None:
                continue
            key = (*tables.key(version), table.scale)
            known.setdefault(key, (version, table))
            line = tables.line(row, table, name=words.quarter(day), url=tables.quarter_url(day))
            rows.setdefault(key, []).append(line)
    if not rows:
        raise Http404
    scales = [
        {
            "instrument": words.title(version.title),
            "title": words.title(table.title),
            "url": tables.scale_url(version, table),
            "range": range_of(table),
            "bands": tables.bands(table),
            "lines": rows[key],
            "is_empty": not any(line.n.text for line in rows[key]),
        }
        for key, (version, table) in known.items()
    ]
    return {"place": words.place(found, region), "scales": scales, "reasons": words.reasons()}


def scale(found: Published, instrument: str, version: str, key: str) -> dict[str, Any]:
    """A scale: its newest quarter against those before, and the means of twelve quarters. Raises Http404."""
    rows = [
        (day, of, table)
        for day, release in found.releases.items()
        for of, table in tables.of_release(release)
        if (of.instrument, str(of.version), table.scale) == (instrument, version, key)
    ][:LONGEST]
    if not rows:
        raise Http404
    day, of, table = rows[0]
    lines = tables.trend_lines(found, table, tables.trends(found, day, of, table))
    return {
        "instrument": words.title(of.title),
        "title": words.title(table.title),
        "quarter": words.quarter(day),
        "range": range_of(table),
        "lines": lines,
        "days": [Link(words.quarter(each), tables.quarter_url(each)) for each, _, _ in reversed(rows)],
        "matrix": matrix(found, {each: by for each, _, by in reversed(rows)}),
        "reasons": words.reasons(),
    }


def matrix(found: Published, by_day: Mapping[date, ScaleTable]) -> list[tuple[Link, list[words.Shown]]]:
    """The means of every place that has had one, the oldest quarter first."""
    means = {day: {row.region: words.figure(row.mean, t) for row in t.rows} for day, t in by_day.items()}
    seen: dict[str | None, None] = {}
    for of_day in means.values():
        seen |= dict.fromkeys(region for region, mean in of_day.items() if mean.text)
    order = {code: at for at, code in enumerate((None, *found.regions, ""))}
    nothing = words.Shown(why="–")
    return [
        (
            Link(words.place(found, region), tables.place_url(region)),
            [of_day.get(region, nothing) for of_day in means.values()],
        )
        for region in sorted(seen, key=lambda each: order.get(each, len(order)))
    ]


def range_of(table: ScaleTable) -> dict[str, Any]:
    """What the ends of a scale are, and which of them is the heavier."""
    low, high = (words.number(each, 0) for each in (table.low, table.high))
    return {"low": low, "high": high, "direction": table.direction}


def how(found: Published) -> dict[str, Any]:
    """What the promise is, with the figures that are in the settings."""
    epsilon = settings.PICTURE_BUDGET
    return {
        "is_published": bool(found.releases),
        "epsilon": words.number(epsilon, 0 if epsilon == int(epsilon) else 2),
        "odds": plainly.odds(epsilon),
        "reasons": words.reasons(),
    }


def _region(found: Published, slug: str) -> str | None:
    if slug == words.ALL:
        return None
    code = "" if slug == words.WITHOUT else slug.upper()
    if slug != words.place_slug(code):
        raise Http404
    return code
