"""Answers and sums as bytes of one length."""

from decimal import Decimal
from fractions import Fraction

import pytest

from wellbeing.cohorts.rules import packing
from wellbeing.cohorts.rules.change import Answered, Sums


@pytest.mark.parametrize(
    ("value", "band", "back"),
    [
        (Decimal(0), 0, Answered(Fraction(0), 0)),
        (Decimal(100), 255, Answered(Fraction(100), 255)),
        (Decimal("33.3333"), 2, Answered(Fraction(333_333, 10_000), 2)),
        (Decimal(100) / 3, 2, Answered(Fraction(333_333, 10_000), 2)),
    ],
)
def test_an_answer_comes_back_to_four_places(value: Decimal, band: int, back: Answered) -> None:
    packed = packing.pack(value, band)

    assert packing.unpack(packed) == back
    assert len(packed) == packing.ANSWER_ROOM


@pytest.mark.parametrize(
    ("value", "band"),
    [("100.1", 1), ("-0.1", 1), ("NaN", 1), ("Infinity", 1), ("50", -1), ("50", 256)],
)
def test_what_no_questionnaire_gives_is_refused(value: str, band: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        packing.pack(Decimal(value), band)


def test_sums_come_back_and_nothing_comes_back_as_nothing() -> None:
    sums = Sums(12, 1 / 3, 2e-9)

    assert packing.unpack_sums(packing.pack_sums(sums)) == sums
    assert packing.unpack_sums(packing.pack_sums(None)) is None
    assert len(packing.pack_sums(sums)) == packing.SUMS_ROOM
