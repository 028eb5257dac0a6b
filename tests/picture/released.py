"""Releases made by hand: figures that are given, not counted, so that a page can be held against them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date

from cms import generation
from wellbeing.assessments.rules.definition import Direction
from wellbeing.picture.models import Release
from wellbeing.picture.rules.release import (
    SCHEMA,
    Band,
    Figure,
    Row,
    ScaleTable,
    Share,
    VersionTables,
    Why,
)

NOW, QUARTER_BEFORE, YEAR_BEFORE = date(2026, 7, 1), date(2026, 4, 1), date(2025, 7, 1)
TOMSK, PERM = "RU-TOM", "RU-PER"
TITLES = {"strain": {"ru": "Усталость", "en": "Tiredness"}, "rest": {"ru": "Опора", "en": "Support"}}


def row(place: str | None, mean: float | Why, *, n: int = 200, margin: float = 4, bands: int = 2) -> Row:
    """A place with its mean, or all of it hidden."""
    if isinstance(mean, Why):
        return Row(place, mean, (mean,) * bands, mean)
    shares = [Share(n // 2, 0.5, 0.44, 0.56)] * bands
    return Row(place, Figure(n, n - 40, n + 40), tuple(shares), Figure(mean, mean - margin, mean + margin))


def scale(rows: Iterable[Row], *, key: str = "strain", direction: Direction = Direction.HIGHER_IS_WORSE):
    bands = (Band(0, {"ru": "Мало", "en": "Little"}), Band(50, {"ru": "Много", "en": "Much"}))
    is_strain = direction is Direction.HIGHER_IS_WORSE
    return ScaleTable(key, TITLES[key], 0, 100, direction, is_strain, bands, tuple(rows))


def version(*scales: ScaleTable, instrument: str = "month", number: int = 1) -> VersionTables:
    return VersionTables(instrument, number, {"ru": "Самопроверка", "en": "Self-check"}, scales)


def written(quarter: date, *versions: VersionTables) -> dict:
    return {
        "schema": SCHEMA,
        "quarter": quarter.isoformat(),
        "versions": [asdict(each) for each in versions],
    }


def publish(quarter: date, *versions: VersionTables, **changes: object) -> Release:
    """A release with these tables, which public pages show from now on."""
    fields = {
        "quarter": quarter,
        "is_apart": False,
        "state": Release.State.PUBLISHED,
        "tables": written(quarter, *versions),
        "measures": [],
        "made_month": quarter,
    }
    made = Release.objects.create(**fields | changes)
    generation.bump()
    return made


def publish_means(quarter: date, means: Mapping[str | None, float | Why], **changes: object) -> Release:
    """A release of one version with one scale."""
    return publish(quarter, version(scale([row(place, mean) for place, mean in means.items()])), **changes)
