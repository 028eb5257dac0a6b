"""The two lanes of a whole run keep out of each other's way."""

import pytest

from tests.plugins.lanes import SLOWEST_FIRST, numbered_for
from tests.running import ROOT


@pytest.mark.parametrize(
    ("address", "second"),
    [
        ("redis://127.0.0.1:6379", "redis://127.0.0.1:6379/1"),
        ("redis://127.0.0.1:6379/7", "redis://127.0.0.1:6379/8"),
        ("unix:///run/redis.sock", "unix:///run/redis.sock?db=1"),
        ("unix:///run/redis.sock?db=3", "unix:///run/redis.sock?db=4"),
    ],
)
def test_each_lane_has_a_redis_number_of_its_own(address: str, second: str) -> None:
    assert numbered_for(1, address) == second


def test_the_folders_it_names_are_there() -> None:
    assert all((ROOT / folder).is_dir() for folder in SLOWEST_FIRST)
