"""Of how many, and how different, answers anything may be published."""

import pytest

from wellbeing.cohorts.rules.small_numbers import at_least, counts


@pytest.mark.parametrize(
    ("bands", "enough"),
    [
        ([], False),
        ([0, 1, 2] * 3, False),  # 9, however different
        ([0] * 5 + [1] * 5, True),
        ([0] * 8 + [1, 2], True),
        ([0] * 9 + [1], False),  # nine of ten
        ([0] * 10, False),
        ([0] * 17 + [1, 2, 3], True),  # 85 %
        ([0] * 18 + [1, 2], False),  # 90 %
        ([0] * 18 + [1, 2, 3], True),  # 85.7 %
        ([7] * 19 + [1, 2], False),  # 90.5 %, whatever the band is called
        ([0] * 400, False),
    ],
)
def test_ten_answers_count_unless_nine_tenths_are_in_one_band(bands: list[int], enough: bool) -> None:  # noqa: FBT001
    assert counts(bands) is enough


def test_a_number_is_told_by_its_step_of_five() -> None:
    assert [at_least(n) for n in (10, 14, 15, 19, 20, 59, 60)] == [10, 10, 15, 15, 20, 55, 60]
