"""Boxes that the server itself can open: addresses it has to write to, and what it is to write.

The keys come from the environment (`SEAL_KEYS`, the current one first) and never touch the database. A
box begins with four bytes that say which key it needs, so that several may be in use while boxes are
sealed anew (`manage.py rotate_seal_key`). Once the last key is gone, every box is noise.

Boxes, tags, links and seeds each have a key of their own, derived from the one in the environment.
"""

import base64
import binascii
from functools import cache
from hashlib import blake2b

from django.conf import settings

from wellbeing.privacy import sealing
from wellbeing.privacy.sealing import DoesNotOpen

NAME_SIZE = 4
TAG_SIZE = 16


class NoKey(DoesNotOpen):
    """The key that this needs is not among those that the server holds now."""


def is_there() -> bool:
    """Whether there is any key, and so whether anything can be sealed."""
    return bool(settings.SEAL_KEYS)


def box_size(room: int) -> int:
    """Bytes of a box with `room` bytes for its content."""
    return NAME_SIZE + sealing.box_size(room)


def seal(content: bytes, *, label: bytes, room: int) -> bytes:
    """A box of exactly `box_size(room)` bytes under the current key. Raises NoKey, sealing.DoesNotFit."""
    key = _current()
    return _name(key) + sealing.seal(content, key=_derive(key, b"box"), label=label, room=room)


def unseal(box: bytes, *, label: bytes) -> bytes:
    """The content of a box. Raises NoKey, DoesNotOpen."""
    return sealing.unseal(box[NAME_SIZE:], key=_derive(_named(box[:NAME_SIZE]), b"box"), label=label)


def current_name() -> bytes:
    """The four bytes with which boxes under the current key begin. Raises NoKey without any."""
    return _name(_current())


def tags(value: str) -> list[bytes]:
    """16 bytes that find the same value again without telling it, one for each key, the current first.

    Whoever holds no key can neither read a tag nor try values against it.
    """
    return [
        blake2b(value.encode(), digest_size=TAG_SIZE, key=_derive(key, b"tag")).digest()
        for key in settings.SEAL_KEYS
    ]


def link(content: bytes, *, label: bytes) -> str:
    """A token for an address that only this server can have made, another one each time. Raises NoKey."""
    key = _current()
    box = _name(key) + sealing.seal(content, key=_derive(key, b"link"), label=label, room=len(content))
    return base64.urlsafe_b64encode(box).decode().rstrip("=")


def follow(token: str, *, label: bytes) -> bytes:
    """What `link` was given. Raises NoKey, DoesNotOpen."""
    try:
        box = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise DoesNotOpen from None
    return sealing.unseal(box[NAME_SIZE:], key=_derive(_named(box[:NAME_SIZE]), b"link"), label=label)


def seed(label: bytes) -> bytes:
    """32 bytes that follow from the current key and a label, to make a pair of keys from. Raises NoKey."""
    return _derive(_current(), b"seed:" + label)


def _current() -> bytes:
    if not settings.SEAL_KEYS:
        raise NoKey
    key: bytes = settings.SEAL_KEYS[0]
    return key


def _named(name: bytes) -> bytes:
    for key in settings.SEAL_KEYS:
        if _name(key) == name:
            found: bytes = key
            return found
    raise NoKey


@cache
def _name(key: bytes) -> bytes:
    return blake2b(key, digest_size=NAME_SIZE, person=b"seal-key-name").digest()


@cache
def _derive(key: bytes, purpose: bytes) -> bytes:
    return blake2b(purpose, digest_size=32, key=key, person=b"seal-key-derive").digest()
