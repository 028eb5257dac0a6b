"""Two lanes of tests beside each other (`pytest -n 2 --dist loadfile`), each with places of its own.

pytest-django gives each lane its database; here it gets Redis numbers. The tests of one file stay in one
lane. What takes longest begins first; what empties tables behind it comes last.
"""

import os

import pytest

from tests.running import numbered, redis_number

SLOWEST_FIRST = ("tests/journeys/", "tests/dev/", "tests/faults/", "tests/accounts/")
NAME = os.environ.get("PYTEST_XDIST_WORKER", "")
LANE = int(NAME.removeprefix("gw") or 0)


def numbered_for(lane: int, address: str) -> str:
    """The Redis number that a lane has for itself where `address` was given for both."""
    return numbered(address, redis_number(address) + lane)


if NAME:
    os.environ["REDIS_URL"] = numbered_for(LANE, os.environ["REDIS_URL"])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if NAME:
        emptying = {_file(item) for item in items if _empties_tables(item)}
        items.sort(key=lambda item: (_file(item) in emptying, _place(item)))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _place(item: pytest.Item) -> int:
    places = (place for place, folder in enumerate(SLOWEST_FIRST) if item.nodeid.startswith(folder))
    return next(places, len(SLOWEST_FIRST))


def _empties_tables(item: pytest.Item) -> bool:
    """Whether it commits, and leaves tables empty even of what the migrations wrote."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))
