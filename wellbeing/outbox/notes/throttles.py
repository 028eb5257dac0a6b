"""How many numbers somebody may have sent to addresses in a day, so that nobody's mailbox is filled."""

from datetime import datetime

from redis import RedisError

from wellbeing.outbox import addresses
from wellbeing.privacy import counting, server_keys

MOST_A_DAY = 5
SECONDS = 24 * 60 * 60


class TooManyNumbers(Exception):
    """Five numbers were sent for them today, or nobody can count."""


def count_number(what: str, now: datetime) -> None:
    """One more number is to be sent; `what` is counted under a hash that the server's key makes.

    Raises TooManyNumbers, and server_keys.NoKey.
    """
    if not server_keys.is_there():
        raise server_keys.NoKey
    key = "own-address:" + server_keys.tags(f"{what} {now:%Y-%m-%d}")[0].hex()
    try:
        if counting.count(key, seconds=SECONDS) > MOST_A_DAY:
            raise TooManyNumbers
    except RedisError:
        raise TooManyNumbers from None


def may_write_to(channel: str, address: str, now: datetime) -> bool:
    """Whether this address may be sent one more number today, whoever asks; counts it.

    Whoever asks is not told: they would learn that somebody else asked before them.
    """
    try:
        count_number(f"numbers to {channel}:{addresses.person(channel, address)}", now)
    except TooManyNumbers:
        return False
    return True
