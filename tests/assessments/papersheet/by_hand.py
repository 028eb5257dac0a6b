"""A person with a pencil: knows the key and nothing of how the site scores."""

from collections.abc import Sequence
from decimal import Decimal

from wellbeing.assessments.papersheet import BandKey, ScaleKey

# For each question on the sheet the place of the box that is crossed, None where none is.
Crosses = Sequence[int | None]


def value_of(key: ScaleKey, crosses: Crosses) -> Decimal | None:
    """Add up, count, look up; reckon where the table has no such place."""
    total = weight = Decimal(0)
    answered = 0
    for row in key.rows:
        box = crosses[row.number - 1]
        points = None if box is None else row.points[box]
        if points is not None:
            answered += 1
            total += points
            weight += row.weight
    if answered < key.least:
        return None
    cell = key.table.cell(total, weight) if key.table else None
    if cell is None:
        assert not key.is_complete, "a whole table leads everybody to a cell"
        return key.formula.value(total, weight)
    assert cell.value == key.formula.value(total, weight)
    if key.bands:
        held = [place for place, band in enumerate(key.bands) if band.start <= cell.value <= band.end]
        assert held == [cell.band], "what the cell says is what the list of bands says"
    return cell.value


def band_of(key: ScaleKey, value: Decimal | None) -> BandKey | None:
    found = [each for each in key.bands if value is not None and each.start <= value <= each.end]
    return found[0] if found else None


def ends_of(key: ScaleKey, value: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """How far off the value may be, within the scale's range."""
    if value is None or key.margin is None:
        return None, None
    return max(key.scale.low, value - key.margin), min(key.scale.high, value + key.margin)
