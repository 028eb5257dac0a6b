"""How often names may be tried, without knowing who tries: by everybody together, and for one number.

Somebody who holds a number could try names of people they suspect. Counters live in the cache and go by
themselves; a number stands there under a keyed hash, whether it exists or not. No client address is read.
"""

from django.utils.crypto import salted_hmac
from redis import RedisError

from wellbeing.privacy import counting

# Each takes a tenth of a second of one core and 64 MiB.
MOST_A_MINUTE = 30
MOST_A_NUMBER = 10
MINUTE, DAY = 60, 24 * 60 * 60


class TooManyNow(Exception):
    """Names are tried too often at this moment, or nobody can count."""


def count_name(key: str) -> None:
    """One more name is tried against a certificate. Raises TooManyNow."""
    tag = salted_hmac("trainers.names", key, algorithm="sha256").hexdigest()
    try:
        together = counting.count("trainers:names", seconds=MINUTE)
        of_this = counting.count(f"trainers:names:{tag}", seconds=DAY)
    except RedisError:
        raise TooManyNow from None
    if together > MOST_A_MINUTE or of_this > MOST_A_NUMBER:
        raise TooManyNow
