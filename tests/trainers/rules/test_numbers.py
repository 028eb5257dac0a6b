"""The check character of a public number finds slips of whoever types it."""

from itertools import pairwise

import pytest
from stdnum.iso7064 import mod_37_36

from trainers.rules import numbers
from wellbeing.privacy import codes

DRAWN = 200


@pytest.fixture(scope="module")
def many() -> list[str]:
    return [numbers.draw() for _ in range(DRAWN)]


def test_a_number_has_its_form_and_is_read_however_it_is_typed(many: list[str]) -> None:
    for number in many:
        shown = numbers.show(number)
        assert len(number) == numbers.LENGTH and set(number) <= set(codes.ALPHABET)
        assert mod_37_36.is_valid(number, codes.ALPHABET)
        assert [len(group) for group in shown.split("-")] == [4, 4, 4]
        for typed in (number, shown, shown.lower(), f" {shown.replace('-', ' ')} "):
            assert numbers.read(typed) == number
    assert len(set(many)) == DRAWN


def test_every_single_wrong_character_is_found(many: list[str]) -> None:
    undetected = [
        (number, place, other)
        for number in many
        for place in range(numbers.LENGTH)
        for other in codes.ALPHABET
        if other != number[place] and numbers.read(number[:place] + other + number[place + 1 :])
    ]

    assert undetected == []


def swaps(number: str) -> list[str]:
    """The number with each pair of unlike neighbours in the wrong order."""
    pairs = enumerate(pairwise(number))
    return [
        number[:place] + second + first + number[place + 2 :]
        for place, (first, second) in pairs
        if first != second
    ]


def test_neighbours_in_the_wrong_order_are_found_but_for_very_few(many: list[str]) -> None:
    swapped = [each for number in many for each in swaps(number)]
    undetected = [each for each in swapped if numbers.read(each)]

    assert len(swapped) > DRAWN * 10
    assert len(undetected) / len(swapped) < 1 / 200


@pytest.mark.parametrize("typed", ["", "0", "0" * 11, "0" * 13, "тридцать", "—", "0" * 10_000])
def test_what_can_be_no_number_is_none(typed: str) -> None:
    assert numbers.read(typed) is None
