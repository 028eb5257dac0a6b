"""What is published as files: the same figures as on the pages, under names that stay."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from wellbeing.picture.published import Published, Written
from wellbeing.picture.rules.release import SCHEMA, Figure, Row, ScaleTable, Share, Why

FIELDS = (
    *("quarter", "apart", "instrument", "version", "scale", "region", "figure"),
    *("band_starts_at", "count", "value", "low", "high", "hidden"),
)
COUNTRY = "all"

Cells = dict[str, Any]


def as_json(found: Published) -> bytes:
    """Every release as it was written, the newest first."""
    releases = [{"apart": each.is_apart, **each.tables} for each in found.written]
    return json.dumps({"schema": SCHEMA, "releases": releases}, ensure_ascii=False).encode()


def as_csv(found: Published) -> bytes:
    """One line for each figure, with commas, in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIELDS, restval="")
    writer.writeheader()
    for each in found.written:
        writer.writerows(_lines(each))
    return text.getvalue().encode()


def _lines(written: Written) -> Iterator[Cells]:
    for version in written.release.versions:
        for scale in version.scales:
            for row in scale.rows:
                about = {
                    "quarter": written.quarter.isoformat(),
                    "apart": "yes" if written.is_apart else "no",
                    "instrument": version.instrument,
                    "version": version.version,
                    "scale": scale.scale,
                    "region": COUNTRY if row.region is None else row.region,
                }
                yield from (about | cells for cells in _figures(scale, row))


def _figures(scale: ScaleTable, row: Row) -> Iterator[Cells]:
    yield {"figure": "n"} | _cells(row.n)
    for band, share in zip(scale.bands, row.bands, strict=True):
        yield {"figure": "share", "band_starts_at": band.starts_at} | _cells(share)
    yield {"figure": "mean"} | _cells(row.mean)


def _cells(found: Figure | Share | Why) -> Cells:
    if isinstance(found, Why):
        return {"hidden": str(found)}
    cells = {"value": found.value, "low": found.low, "high": found.high}
    return cells | {"count": found.count} if isinstance(found, Share) else cells
