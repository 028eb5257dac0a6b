"""How many wrong codes are answered, without knowing who asks. A right code always opens."""

from django.conf import settings
from redis import RedisError

from wellbeing.cohorts import refusals
from wellbeing.privacy import counting

SECONDS = {"minute": 60, "hour": 60 * 60}


def count_wrong_code() -> None:
    """One more code that opened nothing. Raises refusals.TooManyNow beyond what the settings allow."""
    most = settings.PULSE_WRONG_CODES
    try:
        counted = [counting.count(f"pulse:wrong-codes:{span}", seconds=SECONDS[span]) for span in most]
    except RedisError:
        raise refusals.TooManyNow from None
    if any(number > limit for number, limit in zip(counted, most.values(), strict=True)):
        raise refusals.TooManyNow
