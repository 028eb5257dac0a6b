"""What those who hold a cohort may see of it: what was written at freezing; nothing is reckoned anew."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from wellbeing.cohorts.models import Wave
from wellbeing.cohorts.rules.change import Change
from wellbeing.cohorts.rules.waves import Kind

__all__ = ["Change", "Kind", "Nothing", "Shown", "ShownWave", "shown"]


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
    waves = tuple(_shown(wave) for wave in Wave.objects.filter(cohort=cohort))
    return Shown(waves) if waves else None


def _shown(wave: Wave) -> ShownWave:
    return ShownWave(Kind(wave.kind), wave.opens_on, wave.closes_on, _change(wave))


def _change(wave: Wave) -> Change | Nothing | None:
    if wave.kind == Kind.BEFORE:
        return None
    if not wave.is_frozen:
        return Nothing.NOT_OVER
    return wave.change() or Nothing.NOT_ENOUGH
