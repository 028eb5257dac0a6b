"""How often somebody may be written to, and how many may sign up, without knowing who asks.

Counters live in the cache under keyed hashes and go by themselves; no client address is read.
"""

from datetime import datetime

from django.conf import settings
from redis import RedisError

from wellbeing.outbox import addresses
from wellbeing.privacy import counting, server_keys

MOST_A_DAY = 3  # messages with a number to one address
SECONDS = {"minute": 60, "hour": 60 * 60, "day": 24 * 60 * 60}


class TooManyNow(Exception):
    """More people sign up at this moment than the site takes."""


def count_sign_up() -> None:
    """One more person signs up. Raises TooManyNow beyond what the settings allow, or if nobody can count."""
    try:
        for span, most in settings.NUDGE_SIGN_UPS.items():
            if counting.count(f"nudges:sign-ups:{span}", seconds=SECONDS[span]) > most:
                raise TooManyNow
    except RedisError:
        raise TooManyNow from None


def may_write_to(channel: str, address: str, now: datetime) -> bool:
    """Whether this address may be sent one more number today; counts it."""
    tag = server_keys.tags(f"asked {now:%Y-%m-%d} {channel}:{addresses.person(channel, address)}")[0]
    return counting.count(f"nudges:asked:{tag.hex()}", seconds=SECONDS["day"]) <= MOST_A_DAY
