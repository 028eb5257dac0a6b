"""Counters that end by themselves, in the cache: how often something happened, never who did it."""

from django.core.cache import cache


def count(key: str, *, seconds: int) -> int:
    """One more of something; how many there were since the counter began, at most so many seconds ago.

    Raises redis.RedisError when nobody can count.
    """
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it went between the two
        cache.set(key, 1, timeout=seconds)
        return 1
