"""Counters that end by themselves, in the cache: how often something happened, never who did it."""

from django.core.cache import cache


def count(key: str, *, seconds: int) -> int:
    """One more of something; how many there were since the counter began, at most so many seconds ago.

    Raises redis.RedisError when nobody can count.

    A departure from Django's cache, which counts by three questions: a counter that ended between the last
    two would begin anew without an end. Redis does both here as one. Undo it when Django does.
    """
    name = cache.make_key(key)
    client = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]  # only Redis has it
    with client.pipeline() as as_one:
        as_one.set(name, 0, ex=seconds, nx=True)
        as_one.incr(name)
        counted: int = as_one.execute()[-1]
    return counted
