"""Whether a mean has moved from one quarter to another, told only where the intervals allow it.

The two quarters have other contributions and other noise, so they are independent, and the interval of their
difference follows from their own ("MOVER": Newcombe 1998, Stat Med 17:873; Zou & Donner 2008, Stat Med
27:1693): each bound of the difference lies as far out as the two bounds that lead there, squared and added.
So whoever has nothing but what is published can work it out again.

A table of ninety regions has ninety chances to show a change that is none. Its intervals are therefore wider,
by the quantile for as many comparisons as it makes (Bonferroni's inequality; Dunn 1961, JASA 56:52): of a
hundred such tables in which nothing has moved, five at most name anybody. Pure: imports no framework.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import NormalDist

from wellbeing.assessments.rules.definition import Direction
from wellbeing.ballots import quarters
from wellbeing.picture.rules.release import Figure, Release, Row, ScaleTable, VersionTables, Why

MISS = 0.05
Z_ONE = NormalDist().inv_cdf(1 - MISS / 2)


class Course(StrEnum):
    """Where it goes, for those who carry it."""

    HEAVIER = "heavier"
    LIGHTER = "lighter"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Change:
    """What a mean was, and how far it has moved since, with bounds for a whole table of comparisons."""

    before: Figure
    difference: float
    low: float
    high: float

    def course(self, direction: Direction) -> Course:
        if self.low <= 0 <= self.high:
            return Course.UNCLEAR
        is_worse = (self.difference > 0) == (direction is Direction.HIGHER_IS_WORSE)
        return Course.HEAVIER if is_worse else Course.LIGHTER


@dataclass(frozen=True, slots=True)
class Trend:
    """A place of a scale: its row now, and the change since the quarter and the year before, if any."""

    row: Row
    quarter: Change | None
    year: Change | None

    def courses(self, direction: Direction) -> set[Course]:
        """What can be told; nothing where neither change is clear."""
        found = {each.course(direction) for each in (self.quarter, self.year) if each is not None}
        return found - {Course.UNCLEAR}


def widened(among: int) -> float:
    """How many times as wide an interval is that holds for all of so many comparisons."""
    return NormalDist().inv_cdf(1 - MISS / (2 * max(1, among))) / Z_ONE


def between(now: Figure, before: Figure, *, among: int) -> Change:
    """The change, as one of so many in its table."""
    difference, stretch = now.value - before.value, widened(among)
    down = math.hypot(now.value - now.low, before.high - before.value)
    up = math.hypot(now.high - now.value, before.value - before.low)
    return Change(before, difference, difference - stretch * down, difference + stretch * up)


def table_of(release: Release, key: tuple[str, int], scale: str) -> ScaleTable | None:
    """A scale of one version of an instrument, if the quarter had it: other versions are not compared."""
    found: Iterable[VersionTables] = (v for v in release.versions if (v.instrument, v.version) == key)
    return next((each for v in found for each in v.scales if each.scale == scale), None)


def trends(
    releases: Mapping[date, Release], quarter: date, key: tuple[str, int], scale: str
) -> Sequence[Trend]:
    """Every place of a scale in a quarter, against the quarter and the year before."""
    table = table_of(releases[quarter], key, scale)
    if table is None:
        return ()
    days = [quarters.first_day(quarter - timedelta(days=1)), quarters.year_before(quarter)]
    tables = [table_of(releases[day], key, scale) if day in releases else None for day in days]
    means = [{row.region: row.mean for row in each.rows} if each else {} for each in tables]
    pairs = [[_pair(row, found) for found in means] for row in table.rows]
    among = sum(pair is not None for pair_of in pairs for pair in pair_of)
    found = []
    for row, (since_quarter, since_year) in zip(table.rows, pairs, strict=True):
        changes = [pair and between(*pair, among=among) for pair in (since_quarter, since_year)]
        found.append(Trend(row, *changes))
    return found


def _pair(row: Row, means: Mapping[str | None, Figure | Why]) -> tuple[Figure, Figure] | None:
    before = means.get(row.region)
    return (row.mean, before) if isinstance(row.mean, Figure) and isinstance(before, Figure) else None
