"""One number for a whole check: 0 to 100, higher is heavier, whatever the scale."""

from decimal import Decimal
from typing import Any

import pytest

from tests.assessments import building
from wellbeing.assessments.rules.definition import Direction, Scale
from wellbeing.assessments.rules.load import Load, load
from wellbeing.assessments.rules.scoring import ScaleResult, band_for


def create_scale(**changes: Any) -> Scale:
    bands = (
        building.create_band(0, "low"),
        building.create_band(5, "middle"),
        building.create_band(9, "high"),
    )
    return building.create_scale(items=["q1", "q2", "q3"], low=0, high=10, **({"bands": bands} | changes))


def result(scale: Scale, value: int | None) -> ScaleResult:
    exact = None if value is None else Decimal(value)
    return ScaleResult(scale.key, exact, 3, 3, band_for(scale, exact), None, None)


@pytest.mark.parametrize(
    ("direction", "value", "expected"),
    [
        (Direction.HIGHER_IS_WORSE, 0, Load(Decimal(0), 0)),
        (Direction.HIGHER_IS_WORSE, 7, Load(Decimal(70), 1)),
        (Direction.HIGHER_IS_WORSE, 10, Load(Decimal(100), 2)),
        (Direction.HIGHER_IS_BETTER, 10, Load(Decimal(0), 0)),
        (Direction.HIGHER_IS_BETTER, 7, Load(Decimal(30), 1)),
        (Direction.HIGHER_IS_BETTER, 0, Load(Decimal(100), 2)),
    ],
)
def test_it_is_stretched_and_turned_so_that_higher_is_heavier(
    direction: Direction, value: int, expected: Load
) -> None:
    scale = create_scale(direction=direction)

    assert load([scale], [result(scale, value)]) == expected


def test_a_scale_of_strain_goes_before_one_that_holds_a_person_up() -> None:
    holds, strain = create_scale(key="holds", is_strain=False), create_scale(key="strain")

    assert load([holds, strain], [result(holds, 1), result(strain, 7)]) == Load(Decimal(70), 1)
    assert load([holds], [result(holds, 1)]) == Load(Decimal(10), 0)


def test_a_scale_without_bands_is_one_band() -> None:
    scale = create_scale(bands=())

    assert load([scale], [result(scale, 7)]) == Load(Decimal(70), 0)


def test_without_a_value_there_is_none() -> None:
    scale = create_scale()

    assert load([scale], [result(scale, None)]) is None
