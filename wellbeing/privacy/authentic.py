"""What this server keeps in Redis and reads back, under a tag that only its own key makes.

Django's cache reads values by `pickle`, which runs whatever code stands in them: whoever could write into
Redis could do anything in the web process. A value without the tag of this server is as if it were not there.
The tag does not say under which name a value was kept, nor when.
"""

import pickle
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

from django.conf import settings

TAG_SIZE = 32
LABEL = b"cached-value"


class Serializer:
    """For `OPTIONS["serializer"]` of Django's cache. Whole numbers stay as they are, for Redis to count."""

    def dumps(self, value: Any) -> bytes | int:
        if type(value) is int:
            return value
        written = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return _tag(written) + written

    def loads(self, data: bytes) -> Any:
        """The value, and None for what this server did not write."""
        try:
            return int(data)
        except ValueError:
            written = data[TAG_SIZE:]
        if not compare_digest(data[:TAG_SIZE], _tag(written)):
            return None
        return pickle.loads(written)  # noqa: S301  only what this server has written


def _tag(written: bytes) -> bytes:
    key = blake2b(settings.SECRET_KEY.encode(), digest_size=TAG_SIZE, person=LABEL).digest()
    return blake2b(written, digest_size=TAG_SIZE, key=key).digest()
