"""Counters that end by themselves."""

import time

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


def test_one_of_an_hour_ends_with_the_hour_of_the_clock_so_that_its_end_tells_no_beginning() -> None:
    counting.count("hourly", seconds=3600)
    ends_at = time.time() + redis_client().pttl(cache.make_key("hourly")) / 1000

    assert abs(ends_at - round(ends_at / 3600) * 3600) < 5


def test_whoever_is_first_is_so_until_it_ends() -> None:
    assert [counting.is_first("once", milliseconds=60_000) for _ in range(2)] == [True, False]
    assert 0 < redis_client().pttl(cache.make_key("once")) <= 60_000
    cache.delete("once")

    assert counting.is_first("once", milliseconds=60_000)
