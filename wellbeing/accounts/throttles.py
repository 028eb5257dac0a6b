"""How often somebody may try a passphrase, counted for each account and without any address."""

from django.core.cache import cache
from redis import RedisError

from wellbeing.accounts import keys
from wellbeing.accounts.models import User

MOST_GUESSES = 5
SECONDS = 5 * 60


class TooManyGuesses(Exception):
    """Five wrong passphrases for this account in five minutes, or nobody can count."""


def count_guess(user: User) -> None:
    """One more try, before it is known whether it is right. Raises TooManyGuesses."""
    address = _address(user)
    try:
        cache.add(address, 0, timeout=SECONDS)
        if cache.incr(address) > MOST_GUESSES:
            raise TooManyGuesses
    except (RedisError, ValueError):  # A counter that went between the two is counted the next time.
        raise TooManyGuesses from None


def forget_guesses(user: User) -> None:
    """The passphrase was right."""
    cache.delete(_address(user))


def _address(user: User) -> str:
    return "passphrase:" + keys.keyed_hash(str(user.pk), label=keys.PASSPHRASE_GUESS).hex()
