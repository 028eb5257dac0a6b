"""What stays in Redis for a while and opens only together with the cookie of a session.

As with sessions, the address of an entry and the key to its content both follow from the cookie and
SECRET_KEY: neither the database nor Redis nor the cookie alone gives anything, nor the first two together.
"""

from django.conf import settings
from django.core.cache import caches

from wellbeing.accounts import keys
from wellbeing.privacy import sealing
from wellbeing.privacy.sealing import DoesNotOpen


def keep(cookie: str, content: bytes, *, label: bytes, seconds: int) -> None:
    """One entry for each cookie; the next takes its place."""
    key = keys.keyed_hash(cookie, label=keys.UNLOCKED_CONTENT)
    box = sealing.seal(content, key=key, label=label, room=len(content))
    caches[settings.SESSION_CACHE_ALIAS].set(_address(cookie), box, seconds)


def find(cookie: str, *, label: bytes) -> bytes | None:
    """What was kept under this cookie and label, and is still there."""
    box = caches[settings.SESSION_CACHE_ALIAS].get(_address(cookie))
    if box is None:
        return None
    try:
        return sealing.unseal(box, key=keys.keyed_hash(cookie, label=keys.UNLOCKED_CONTENT), label=label)
    except DoesNotOpen:
        return None


def forget(cookie: str) -> None:
    caches[settings.SESSION_CACHE_ALIAS].delete(_address(cookie))


def _address(cookie: str) -> str:
    return "unlocked:" + keys.keyed_hash(cookie, label=keys.UNLOCKED_ADDRESS).hex()
