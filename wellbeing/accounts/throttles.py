"""How often somebody may try a passphrase, or let one be compared with the password: counted for each account
and without any address."""

from django.core.cache import cache
from redis import RedisError

from wellbeing.accounts import keys
from wellbeing.accounts.models import User

MOST_GUESSES = 5
SECONDS = 5 * 60


class TooManyGuesses(Exception):
    """Five wrong passphrases or five comparisons for this account in five minutes, or nobody can count."""


def count_guess(user: User) -> None:
    """One more try, before it is known whether it is right. Raises TooManyGuesses."""
    _count(_address(user))


def forget_guesses(user: User) -> None:
    """The passphrase was right."""
    cache.delete(_address(user))


def count_comparison(user: User) -> None:
    """A new passphrase is compared with the password by which this colleague signs in. Never forgotten: each
    answer tells whoever sits at an open session one thing about the password. Raises TooManyGuesses."""
    _count("not-the-password:" + keys.keyed_hash(str(user.pk), label=keys.PASSWORD_GUESS).hex())


def _count(address: str) -> None:
    try:
        cache.add(address, 0, timeout=SECONDS)
        if cache.incr(address) > MOST_GUESSES:
            raise TooManyGuesses
    except (RedisError, ValueError):  # A counter that went between the two is counted the next time.
        raise TooManyGuesses from None


def _address(user: User) -> str:
    return "passphrase:" + keys.keyed_hash(str(user.pk), label=keys.PASSPHRASE_GUESS).hex()
