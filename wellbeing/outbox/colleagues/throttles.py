"""How many numbers a colleague may have sent to addresses in a day, so that nobody's mailbox is filled."""

from datetime import datetime

from django.core.cache import cache
from redis import RedisError

from wellbeing.accounts.models import User
from wellbeing.privacy import server_keys

MOST_A_DAY = 5
SECONDS = 24 * 60 * 60


class TooManyNumbers(Exception):
    """Five numbers were sent for this account today, or nobody can count."""


def count_number(user: User, now: datetime) -> None:
    """One more number is to be sent. Raises TooManyNumbers, and server_keys.NoKey."""
    if not server_keys.is_there():
        raise server_keys.NoKey
    key = "own-address:" + server_keys.tags(f"numbers of {user.pk} {now:%Y-%m-%d}")[0].hex()
    try:
        cache.add(key, 0, timeout=SECONDS)
        if cache.incr(key) > MOST_A_DAY:
            raise TooManyNumbers
    except (RedisError, ValueError):  # a counter that went between the two is counted the next time
        raise TooManyNumbers from None
