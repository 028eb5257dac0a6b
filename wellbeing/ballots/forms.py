"""Forms by which a ballot may be cast: made by this server, good for one ballot, for a while, naming nobody.

In a result page stands a token under the server's key, with a random number and the time of its making. Of
a used one Redis keeps the number until the token is too old anyway, to the full hour after that and not to a
part of a second, so that nothing says when it was used.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from redis import RedisError

from wellbeing.ballots import refusals
from wellbeing.privacy import counting, server_keys
from wellbeing.privacy.sealing import DoesNotOpen

LABEL = b"ballot-form"
NUMBER_SIZE = 16
TIME_SIZE = 8
SOONEST = timedelta(seconds=15)
OLDEST = timedelta(hours=3)
LENGTH = 94  # characters of a token
LONGEST = 200  # and what is looked at of one
MILLISECOND = timedelta(milliseconds=1)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Form:
    """The random `number` of a form, and when it was issued."""

    number: bytes
    issued_at: datetime


def issue(now: datetime) -> str:
    """A new token, always of the same length. Raises server_keys.NoKey."""
    since = (now - EPOCH) // MILLISECOND
    return server_keys.link(secrets.token_bytes(NUMBER_SIZE) + since.to_bytes(TIME_SIZE), label=LABEL)


def read(token: str, *, now: datetime) -> Form:
    """The form that a token is. Raises refusals.TooEarly, Stale."""
    try:
        content = server_keys.follow(token[:LONGEST], label=LABEL)
    except DoesNotOpen:
        raise refusals.Stale from None
    issued_at = EPOCH + int.from_bytes(content[NUMBER_SIZE:]) * MILLISECOND
    if now - issued_at > OLDEST:
        raise refusals.Stale
    if now - issued_at < SOONEST:
        raise refusals.TooEarly(-((now - issued_at - SOONEST) // SECOND))
    return Form(content[:NUMBER_SIZE], issued_at)


def spend(form: Form, *, now: datetime) -> None:
    """Mark a form as used. Raises refusals.Used, and refusals.NoBox when nobody can say whether it was."""
    over_at = form.issued_at + OLDEST
    until = over_at.replace(minute=0, second=0, microsecond=0) + HOUR
    try:
        is_first = counting.is_first(_mark(form), milliseconds=(until - now) // MILLISECOND)
    except RedisError:
        raise refusals.NoBox from None
    if not is_first:
        raise refusals.Used


def give_back(form: Form) -> None:
    """The ballot was certainly not stored, so its form may be used again."""
    cache.delete(_mark(form))


def _mark(form: Form) -> str:
    return "ballot-form:" + form.number.hex()
