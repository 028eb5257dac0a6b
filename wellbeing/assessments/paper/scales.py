"""The key of one scale in the words of one language, ready to be printed."""

from collections.abc import Iterator, Sequence
from typing import Any

from wellbeing.assessments.paper.words import letter, number, steps
from wellbeing.assessments.papersheet import Row, ScaleKey, Table
from wellbeing.assessments.papersheet.tables import Cell, Points, chunks
from wellbeing.assessments.rules.definition import Band, Instrument, LicenceClass, Scale
from wellbeing.assessments.taking.numbers import shown

# Columns of numbers that fit beside the questions of a scale, in one table and in all; and lines below each
# other. Questions with more boxes than that take the whole width themselves.
ONE, BESIDE, TALL, MOST_BOXES = 6, 8, 30, 7
# The same across the whole page.
ACROSS, TALLEST = 12, 36
MOST_SHADES = 5


def printed(instrument: Instrument, key: ScaleKey, language: str) -> dict[str, Any]:
    scale = key.scale
    stretches = list(_stretches(key, key.table, language)) if key.table else []
    return {
        "key": key,
        "scale": scale,
        "title": scale.title[language],
        "meaning": scale.meaning.get(language, ""),
        "low": shown(scale.low, scale, language),
        "high": shown(scale.high, scale, language),
        "margin": "" if key.margin is None else number(key.margin, language),
        "groups": [_group(rows, language) for rows in _grouped(key)],
        "of": len(key.rows),
        "has_reversed": any(row.is_reversed for row in key.rows),
        "weights": [number(each, language) for each in key.table.weights] if key.table else [],
        "stretches": stretches,
        "is_wide": bool(stretches) and not _fits_beside(key),
        "steps": [] if key.is_complete else steps(key.formula, language, is_mixed=key.is_mixed),
        "sources": [] if instrument.licence.licence_class is LicenceClass.OWN else _sources(scale.bands),
        "bands": [
            {
                "letter": letter(place, language),
                "shade": min(place + 1, MOST_SHADES),
                "band": each.band,
                "start": shown(each.start, scale, language),
                "end": shown(each.end, scale, language),
                "title": each.band.title[language],
                "text": each.band.text.get(language, ""),
            }
            for place, each in enumerate(key.bands)
        ],
    }


def _grouped(key: ScaleKey) -> list[list[Row]]:
    """Questions with the same numbers in their boxes, one table each."""
    found: dict[Points, list[Row]] = {}
    for row in key.rows:
        found.setdefault(tuple(code for code in row.codes if code is not None), []).append(row)
    return list(found.values())


def _group(rows: list[Row], language: str) -> dict[str, Any]:
    """The numbers in the boxes, and for each question the points that they are worth."""
    return {
        "rows": [
            {
                "number": row.number,
                "is_reversed": row.is_reversed,
                "points": [number(point, language) for point in row.points if point is not None],
                "weight": number(row.weight, language),
            }
            for row in rows
        ],
        "codes": [number(code, language) for code in rows[0].codes if code is not None],
    }


def _fits_beside(key: ScaleKey) -> bool:
    if key.table is None:
        return True
    columns = len(key.table.weights) + 1
    lines = -(-len(key.table.lines) // max(1, BESIDE // columns))
    return lines <= TALL and columns <= ONE and all(len(row.codes) <= MOST_BOXES for row in key.rows)


def _stretches(key: ScaleKey, table: Table, language: str) -> Iterator[list[dict[str, Any]]]:
    """The lines cut into tables that stand side by side."""
    columns, tallest = (BESIDE, TALL) if _fits_beside(key) else (ACROSS, TALLEST)
    side_by_side = max(1, columns // (len(table.weights) + 1))
    for part in chunks(table.lines, min(tallest, -(-len(table.lines) // side_by_side))):
        yield [
            {
                "sum": number(line.sum, language),
                "cells": [_cell(cell, key.scale, language) for cell in line.cells],
            }
            for line in part
        ]


def _cell(cell: Cell | None, scale: Scale, language: str) -> dict[str, Any]:
    if cell is None:
        return {"value": "", "letter": "", "shade": 0}
    shade = 0 if cell.band is None else min(cell.band + 1, MOST_SHADES)
    return {
        "value": shown(cell.value, scale, language),
        "letter": letter(cell.band, language),
        "shade": shade,
    }


def _sources(bands: Sequence[Band]) -> list[str]:
    """Where the bands come from, each source once."""
    said = {
        ", ".join(str(part) for part in (band.source, band.population, band.year) if part): None
        for band in bands
    }
    return [each for each in said if each]
