"""One number for a whole check, which answers of a group can be counted by. Imports no framework."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wellbeing.assessments.rules.definition import Direction, Scale
from wellbeing.assessments.rules.scoring import ScaleResult


@dataclass(frozen=True, slots=True)
class Load:
    """How heavy it was: 0 to 100, higher is heavier; and the band, counted from the lightest."""

    value: Decimal
    band: int


def weighing(scales: Sequence[Scale]) -> Scale:
    """The scale that says it: the first of strain."""
    return next((scale for scale in scales if scale.is_strain), scales[0])


def load(scales: Sequence[Scale], results: Sequence[ScaleResult]) -> Load | None:
    """What that scale says, stretched over 0 to 100; None when it has no value."""
    scale = weighing(scales)
    result = results[scales.index(scale)]
    if result.value is None:
        return None
    value = (result.value - scale.low) * 100 / (scale.high - scale.low)
    band = scale.bands.index(result.band) if result.band else 0
    if scale.direction is Direction.HIGHER_IS_BETTER:
        value, band = 100 - value, max(len(scale.bands) - 1, 0) - band
    return Load(value, band)
