"""Counters that end by themselves."""

import pytest
from django.core.cache import cache

from wellbeing.privacy import counting

pytestmark = [pytest.mark.service]


def test_it_counts_up_and_begins_anew_once_the_counter_went() -> None:
    assert [counting.count("something", seconds=60) for _ in range(3)] == [1, 2, 3]
    assert counting.count("another", seconds=60) == 1

    cache.delete("something")

    assert counting.count("something", seconds=60) == 1
