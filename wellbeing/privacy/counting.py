"""Counters that end by themselves, in the cache: how often something happened, never who did it."""

import math
import time
from typing import Any

from django.core.cache import cache

HOUR = 60 * 60
MILLISECONDS = 1000


def count(key: str, *, seconds: int) -> int:
    """One more of something; how many there were since the counter began, at most so many seconds ago.

    One of an hour or more ends when the clock has made that many seconds full: an end so many seconds after
    the beginning would tell to the millisecond when the first of it happened. Raises redis.RedisError when
    nobody can count.

    A departure from Django's cache, which counts by three questions: a counter that ended between the last
    two would begin anew without an end. Redis does both here as one. Undo it when Django does.
    """
    name = cache.make_key(key)
    with _client().pipeline() as as_one:
        as_one.set(name, 0, px=_lasts(seconds), nx=True)
        as_one.incr(name)
        counted: int = as_one.execute()[-1]
    return counted


def is_first(key: str, *, milliseconds: int) -> bool:
    """Whether nothing was kept under a key; from now on something is, for so long. Raises redis.RedisError.

    A departure from Django's cache, which keeps things for whole seconds only: whatever is to end at a full
    hour would end beside it, by the part of a second at which it was kept.
    """
    return bool(_client().set(cache.make_key(key), 1, px=milliseconds, nx=True))


def _lasts(seconds: int) -> int:
    """The milliseconds that a counter of so many seconds has now."""
    gone = time.time() % seconds if seconds >= HOUR else 0
    return math.ceil((seconds - gone) * MILLISECONDS)


def _client() -> Any:
    return cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]  # only Redis has it
