"""What those who hold a cohort may see of it: what was written at freezing; nothing is reckoned anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from wellbeing.cohorts.models import Wave
from wellbeing.cohorts.rules.change import Change
from wellbeing.cohorts.rules.waves import Kind

__all__ = ["Change", "Kind", "Nothing", "Shown", "ShownWave", "beside", "read", "shown"]

DAYS = ("opens_on", "closes_on")
COLUMNS = ("kind", *DAYS, "is_frozen", "difference", "low", "high", "at_least")


class Nothing(StrEnum):
    """Why a wave shows no change."""

    NOT_OVER = "not_over"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, slots=True)
class ShownWave:
    """A wave with its days, both in it. `change` is against "before", which has none itself."""

    kind: Kind
    opens_on: date
    closes_on: date
    change: Change | Nothing | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The waves in the order of their days."""

    waves: tuple[ShownWave, ...]


def shown(cohort: UUID) -> Shown | None:
    """None when there is no such cohort."""
    return _all(Wave.objects.filter(cohort=cohort))


def beside(column: str) -> ArraySubquery:
    """The waves of the cohort whose id stands in this column, read in one query with its row, for `read`."""
    rows = Wave.objects.filter(cohort=OuterRef(column))
    return ArraySubquery(rows.values(columns=JSONObject(**{name: name for name in COLUMNS})))


def read(found: Iterable[Mapping[str, Any]]) -> Shown | None:
    """What `beside` found, as `shown` gives it."""
    return _all([Wave(**{**row, **{name: date.fromisoformat(row[name]) for name in DAYS}}) for row in found])


def _all(rows: Iterable[Wave]) -> Shown | None:
    waves = tuple(_shown(wave) for wave in rows)
    return Shown(waves) if waves else None


def _shown(wave: Wave) -> ShownWave:
    return ShownWave(Kind(wave.kind), wave.opens_on, wave.closes_on, _change(wave))


def _change(wave: Wave) -> Change | Nothing | None:
    if wave.kind == Kind.BEFORE:
        return None
    if not wave.is_frozen:
        return Nothing.NOT_OVER
    return wave.change() or Nothing.NOT_ENOUGH
