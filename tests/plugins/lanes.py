"""Two lanes of tests beside each other (`pytest -n 2 --dist loadfile`), each with places of its own.

pytest-django gives each lane its database; here it gets Redis numbers. The tests of one file stay in one
lane, and all journeys on the running site, so that it starts once. What takes longest begins first; what
empties tables behind it comes last.
"""

import os
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.running import numbered, redis_number

SLOWEST_FIRST = ("tests/journeys/", "tests/dev/", "tests/faults/", "tests/accounts/")
JOURNEYS = "tests/journeys/"
# These ask the application inside the lane, without the site.
WITHOUT_SITE = "tests/journeys/test_bad_input.py"
NAME = os.environ.get("PYTEST_XDIST_WORKER", "")
LANE = int(NAME.removeprefix("gw") or 0)


def numbered_for(lane: int, address: str) -> str:
    """The Redis number that a lane has for itself where `address` was given for both."""
    return numbered(address, redis_number(address) + lane)


if NAME:
    os.environ["REDIS_URL"] = numbered_for(LANE, os.environ["REDIS_URL"])


class Lanes(LoadFileScheduling):
    """What stays together in one lane."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


def together(nodeid: str) -> str:
    """The file of a test, or the folder of those that share a site."""
    file = _file(nodeid)
    return JOURNEYS if file.startswith(JOURNEYS) and file != WITHOUT_SITE else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Lanes:
    return Lanes(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if NAME:
        emptying = {_file(item.nodeid) for item in items if _empties_tables(item)}
        items.sort(key=lambda item: (_file(item.nodeid) in emptying, _place(item)))


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def _place(item: pytest.Item) -> int:
    places = (place for place, folder in enumerate(SLOWEST_FIRST) if item.nodeid.startswith(folder))
    return next(places, len(SLOWEST_FIRST))


def _empties_tables(item: pytest.Item) -> bool:
    """Whether it commits, and leaves tables empty even of what the migrations wrote."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))
