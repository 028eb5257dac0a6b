"""Counts of people who applied as they may be shown before they are published. Imports no framework.

Fewer than ten are not told from none, and others are told in steps of five, so that no difference of two of
them tells of anybody. Where nine tenths or more of those who have a place are in one group, how they are
spread over the groups is not shown at all.
"""

from collections.abc import Mapping

from wellbeing.cohorts.rules import small_numbers

# The lower end of a step of five; None for fewer than ten.
Shown = int | None
STEP = small_numbers.STEP


def shown(number: int) -> Shown:
    return None if number < small_numbers.FEWEST else small_numbers.at_least(number)


def may_spread(groups: Mapping[object, int]) -> bool:
    """Whether it may be shown how many of those who have a place are in which group."""
    bands = [place for place, number in enumerate(groups.values()) for _person in range(number)]
    return small_numbers.counts(bands)
