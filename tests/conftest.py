"""What every test stands on: an empty cache of its own, no files of the checkout, cheap passwords, Russian,
no network."""

import gc
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.utils import translation

from cms import generation
from tests.factories.accounts import QUICK_COST
from wellbeing.privacy.logs import QuietFormatter

# A slow machine is no failure, and a run is the same today and tomorrow.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")

TEST_NUMBER = "15"


def redis_for_tests(address: str) -> str:
    """The address of the Redis database that tests may empty: the number that was given, or 15.

    Number 0 is where a site keeps its sessions, so tests never touch it.
    """
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return address if "db=" in parts.query else urlunsplit(parts._replace(query=f"db={TEST_NUMBER}"))
    if parts.path.strip("/") in {"", "0"}:
        return urlunsplit(parts._replace(path=f"/{TEST_NUMBER}"))
    return address


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end, and is not looked through again and again for what may go."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Django forgets which models point to a role after each test that knows some apps only; the next such
    test could not find out any more."""
    assert Group._meta.related_objects


@pytest.fixture(scope="session", autouse=True)
def _own_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files and cache of the tests' own; staff pages name their files without a manifest; passwords and
    passphrases cost little, except where a test is about their price or a whole site runs."""
    files: Path = tmp_path_factory.mktemp("files")
    for name in ("static", "media"):
        (files / name).mkdir()
    default = settings.CACHES["default"] | {"LOCATION": redis_for_tests(settings.REDIS_URL)}
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STATIC_ROOT=files / "static",
        MEDIA_ROOT=files / "media",
        CACHES={"default": default},
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        PASSWORD_HASHERS=["tests.factories.accounts.QuickHasher"],
        PASSPHRASE_COST=QUICK_COST,
        LONGEST_WAIT_FOR_OLDER=0.2,  # the other lane has transactions that last
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Nobody waits for all migrations where a database is at hand that has them."""
    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("MIGRATED_DATABASE")


@pytest.fixture(autouse=True)
def _fresh_start(request: pytest.FixtureRequest) -> Iterator[None]:
    """Russian, and nothing in the cache where a test may use it; pure tests run without any service."""
    if any(request.node.get_closest_marker(name) for name in ("django_db", "service")):
        cache.clear()
        generation.bump()
    with translation.override("ru"):
        yield


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the site's own configuration writes, with every logger speaking as much as it can."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(QuietFormatter())
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.propagate = True
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
    for logger, level, propagate in before:
        logger.setLevel(level)
        logger.propagate = propagate
