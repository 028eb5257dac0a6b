from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessments import building
from wellbeing.assessments.rules import change
from wellbeing.assessments.rules.change import Change, Reading
from wellbeing.assessments.rules.definition import Scale


def reading(value: object, *, version: str = "v1", language: str = "ru") -> Reading:
    return Reading(version, language, None if value is None else Decimal(str(value)))


def scale_with(r: object, sd: object) -> Scale:
    return building.create_scale(
        items=["q1"], low=0, high=100, reliability=building.create_reliability(r, sd)
    )


@pytest.mark.parametrize(
    ("r", "sd", "expected"),
    [
        pytest.param(".87", "16.5", "16.5", id="cbi-personal"),
        pytest.param(".87", "17.7", "17.7", id="cbi-work"),
        pytest.param(".85", "17.6", "18.9", id="cbi-client"),
        pytest.param(".89", "5.5", "5.1", id="phq9-alpha"),
        pytest.param(".84", "5.5", "6.1", id="phq9-retest"),
        pytest.param(".92", "4.6", "3.6", id="gad7-alpha"),
        pytest.param(".83", "4.6", "5.3", id="gad7-retest"),
        pytest.param(".85", "20", "21.5", id="who5"),
        pytest.param(".8", ".5", "0.6", id="olbi"),
    ],
)
def test_mdc95_of_known_instruments(r: str, sd: str, expected: str) -> None:
    assert round(change.mdc95(building.create_reliability(r, sd)), 1) == Decimal(expected)


def test_index_and_its_parts_by_hand() -> None:
    """SD 10 and r .82: SEM = 10 * sqrt(.18) = 4.2426, S_diff = 10 * sqrt(.36) = 6."""
    figures = building.create_reliability("0.82", 10)

    assert round(change.sem(figures), 4) == Decimal("4.2426")
    assert change.s_diff(figures) == 6
    assert change.rci(Decimal(40), Decimal(58), figures) == 3
    assert change.rci(Decimal(58), Decimal(40), figures) == -3
    assert change.mdc95(figures) == Decimal("11.76")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (40, "51.76", Change.NO_RELIABLE_CHANGE),  # exactly 1.96: not above it
        (40, "51.77", Change.RELIABLY_HIGHER),
        ("51.76", 40, Change.NO_RELIABLE_CHANGE),
        ("51.77", 40, Change.RELIABLY_LOWER),
        (40, 40, Change.NO_RELIABLE_CHANGE),
    ],
)
def test_change_is_reliable_only_above_the_limit(before: object, after: object, expected: Change) -> None:
    assert change.compare(scale_with("0.82", 10), reading(before), reading(after)) is expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(reading(10), reading(90, version="v2"), id="another-version"),
        pytest.param(reading(10), reading(90, language="en"), id="another-language"),
        pytest.param(reading(None), reading(90), id="no-value-before"),
        pytest.param(reading(10), reading(None), id="no-value-after"),
    ],
)
def test_readings_of_two_kinds_are_not_comparable(before: Reading, after: Reading) -> None:
    assert change.compare(scale_with("0.82", 10), before, after) is Change.NOT_COMPARABLE


IMPOSSIBLE = [
    *[("0", "10"), ("1", "10"), ("-0.2", "10"), ("1.01", "10"), ("0.8", "0"), ("0.8", "-3")],
    *[("NaN", "10"), ("sNaN", "10"), ("0.8", "NaN"), ("0.8", "Infinity"), ("0.8", "1E+999999")],
    *[("0.8", "1E-999999"), ("0." + "9" * 60, "10")],
]


@pytest.mark.parametrize(("r", "sd"), IMPOSSIBLE)
def test_impossible_figures_compare_nothing(r: str, sd: str) -> None:
    assert not change.is_possible(building.create_reliability(r, sd))
    assert change.compare(scale_with(r, sd), reading(10), reading(90)) is Change.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("r", "sd"), [("0.0001", "10"), ("0.9999", "10"), ("0.8", "0.0001"), ("0.8", "1000000")]
)
def test_figures_at_their_limits_are_possible(r: str, sd: str) -> None:
    assert change.is_possible(building.create_reliability(r, sd))


def test_scale_without_reliability_compares_nothing() -> None:
    scale = building.create_scale(items=["q1"], low=0, high=100)

    assert change.compare(scale, reading(10), reading(90)) is Change.NOT_COMPARABLE


values = st.decimals(0, 100, places=2)
OPPOSITE = {
    Change.RELIABLY_HIGHER: Change.RELIABLY_LOWER,
    Change.RELIABLY_LOWER: Change.RELIABLY_HIGHER,
    Change.NO_RELIABLE_CHANGE: Change.NO_RELIABLE_CHANGE,
}


@given(values, values, st.decimals("0.05", "0.99", places=2), st.decimals("0.1", 50, places=1))
def test_change_is_what_exceeds_the_detectable_and_turns_with_time(
    before: Decimal, after: Decimal, r: Decimal, sd: Decimal
) -> None:
    scale = scale_with(r, sd)

    found = change.compare(scale, reading(before), reading(after))

    assert change.compare(scale, reading(after), reading(before)) is OPPOSITE[found]
    exceeds = (after - before) ** 2 > Decimal("1.96") ** 2 * 2 * sd**2 * (1 - r)
    assert (found is not Change.NO_RELIABLE_CHANGE) == exceeds
    assert found is not Change.RELIABLY_HIGHER or after > before
