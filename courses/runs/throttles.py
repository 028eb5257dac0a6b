"""How many may join, and how many wrong codes are answered, without knowing who asks.

Counters live in the cache and go by themselves; no client address is read. A right code always opens: nobody
can keep others from their places by typing wrong ones.
"""

from django.conf import settings
from redis import RedisError

from courses.runs import refusals
from wellbeing.privacy import counting

SECONDS = {"minute": 60, "hour": 60 * 60}


def count_joining() -> None:
    """One more person or group joins. Raises refusals.TooManyNow beyond what the settings allow."""
    _count("joining", settings.RUN_JOININGS)


def count_wrong_code() -> None:
    """One more code that opened nothing. Raises refusals.TooManyNow beyond what the settings allow."""
    _count("wrong-codes", settings.RUN_WRONG_CODES)


def _count(what: str, most: dict[str, int]) -> None:
    """Also too many if nobody can count."""
    try:
        counted = [counting.count(f"runs:{what}:{span}", seconds=SECONDS[span]) for span in most]
    except RedisError:
        raise refusals.TooManyNow from None
    if any(number > limit for number, limit in zip(counted, most.values(), strict=True)):
        raise refusals.TooManyNow
