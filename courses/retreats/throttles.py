"""How many may apply, and how many wrong codes are answered, without knowing who asks.

As for runs: counters live in the cache and go by themselves, and a right code always opens.
"""

from django.conf import settings
from redis import RedisError

from courses.retreats import refusals
from wellbeing.privacy import counting

SECONDS = {"minute": 60, "hour": 60 * 60}


def count_application() -> None:
    """One more person applies. Raises refusals.TooManyNow beyond what the settings allow."""
    _count("applications", settings.RETREAT_APPLICATIONS)


def count_wrong_code() -> None:
    """One more code that opened nothing. Raises refusals.TooManyNow beyond what the settings allow."""
    _count("wrong-codes", settings.RETREAT_WRONG_CODES)


def _count(what: str, most: dict[str, int]) -> None:
    """Also too many if nobody can count."""
    try:
        counted = [counting.count(f"retreats:{what}:{span}", seconds=SECONDS[span]) for span in most]
    except RedisError:
        raise refusals.TooManyNow from None
    if any(number > limit for number, limit in zip(counted, most.values(), strict=True)):
        raise refusals.TooManyNow
