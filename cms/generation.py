"""One token that changes whenever what the public sees may have changed.

Whoever changes public content calls `bump`; whoever keeps rendered content asks `current` and throws
away what it made under another token. The date is part of it, since entries of the help directory
leave by themselves at midnight. Processes look at most once a second, so a change is seen everywhere
within a second and costs a request nothing.
"""

import secrets
import time

from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

KEY = "cms:generation"
LOOK_EVERY = 1.0

_seen = (0.0, "")


def current() -> str:
    """The token of this moment, at most a second old. Without Redis all counts as changed each minute."""
    global _seen  # noqa: PLW0603  one value a process, replaced whole
    looked, token = _seen
    now = time.monotonic()
    if token and now - looked < LOOK_EVERY:
        return token
    try:
        number = cache.get_or_set(KEY, secrets.token_hex(8), timeout=None)
    except RedisError:
        number = f"without-{int(now // 60)}"
    token = f"{timezone.localdate()}:{number}"
    _seen = (now, token)
    return token


def bump() -> None:
    """Say that public content changed: at once for this process, within a second for the others."""
    global _seen  # noqa: PLW0603  one value a process, replaced whole
    _seen = (0.0, "")
    try:
        cache.set(KEY, secrets.token_hex(8), timeout=None)
    except RedisError:
        return
