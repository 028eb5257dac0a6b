"""Counters that end by themselves."""

import pytest
from django.core.cache import cache

from tests.factories.accounts import redis_client
from wellbeing.privacy import counting

pytestmark = [pytest.mark.service]


def test_it_counts_up_and_begins_anew_once_the_counter_went() -> None:
    assert [counting.count("something", seconds=60) for _ in range(3)] == [1, 2, 3]
    assert counting.count("another", seconds=60) == 1

    cache.delete("something")

    assert counting.count("something", seconds=60) == 1


def test_a_counter_ends_so_many_seconds_after_it_began() -> None:
    for _ in range(3):
        counting.count("ending", seconds=60)

    assert 0 < redis_client().ttl(cache.make_key("ending")) <= 60
