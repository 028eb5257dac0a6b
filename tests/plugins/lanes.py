"""Two lanes of tests beside each other (`pytest -n 2 --dist loadgroup`), each with places of its own.

pytest-django gives each lane its database; here it gets a Redis number. The tests of one file stay in one
lane, and so do all journeys, which share a site and a browser. What takes longest begins first, what
empties the database behind it comes last.
"""

import os

import pytest

from tests.running import numbered, redis_number

SLOWEST_FIRST = ("tests/journeys/", "tests/dev/", "tests/faults/", "tests/accounts/")
TOGETHER = "tests/journeys/"
LANE = os.environ.get("PYTEST_XDIST_WORKER", "")


def numbered_for(lane: str, address: str) -> str:
    """The Redis number that `lane`, gw0 or gw1, has for itself where `address` was given for both."""
    return numbered(address, redis_number(address) + int(lane.removeprefix("gw")))


if LANE:
    os.environ["REDIS_URL"] = numbered_for(LANE, os.environ["REDIS_URL"])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if LANE:
        items.sort(key=_place)
        for item in items:
            item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    file = item.nodeid.partition("::")[0]
    name = TOGETHER if file.startswith(TOGETHER) else file
    return f"{name} at the end" if _empties_the_database(item) else name


def _place(item: pytest.Item) -> tuple[bool, int]:
    places = (place for place, folder in enumerate(SLOWEST_FIRST) if item.nodeid.startswith(folder))
    return _empties_the_database(item), next(places, len(SLOWEST_FIRST))


def _empties_the_database(item: pytest.Item) -> bool:
    """Whether it commits, and leaves the tables empty even of what the migrations wrote."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))
