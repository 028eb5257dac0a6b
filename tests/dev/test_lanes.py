"""The two lanes of a whole run keep out of each other's way."""

import pytest

from tests.plugins.lanes import JOURNEYS, SLOWEST_FIRST, WITHOUT_SITE, numbered_for, together
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
    assert (ROOT / WITHOUT_SITE).is_file()


@pytest.mark.parametrize(
    ("test", "shared"),
    [
        ("tests/journeys/test_runs.py::test_a_run[ru]", JOURNEYS),
        ("tests/journeys/test_keys.py::test_keys", JOURNEYS),
        (f"{WITHOUT_SITE}::test_anything", WITHOUT_SITE),
        ("tests/cms/test_views.py::test_a_page[a::b]", "tests/cms/test_views.py"),
    ],
)
def test_journeys_share_one_site_and_others_stay_with_their_file(test: str, shared: str) -> None:
    assert together(test) == shared
