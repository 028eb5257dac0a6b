"""Boxes of a fixed size, sealed with XChaCha20-Poly1305 (libsodium through PyNaCl)."""

import secrets

from nacl import bindings
from nacl.exceptions import CryptoError

NONCE_SIZE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
OVERHEAD = NONCE_SIZE + bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
LENGTH_SIZE = 2


class DoesNotOpen(Exception):
    """The key or the label is not the one the box was sealed with, or the box was changed."""


class DoesNotFit(Exception):
    """The content is larger than the box."""


def box_size(room: int) -> int:
    """Bytes of a sealed box that has `room` bytes for its content."""
    return OVERHEAD + LENGTH_SIZE + room


def seal(content: bytes, *, key: bytes, label: bytes, room: int) -> bytes:
    """A box of exactly `box_size(room)` bytes, whatever it holds.

    `label` says what the box is for and whose it is; it must be given again to open it, so a box
    moved to another row does not open. Raises DoesNotFit if the content is larger than `room`.
    """
    if len(content) > room:
        raise DoesNotFit
    padded = len(content).to_bytes(LENGTH_SIZE) + content.ljust(room, b"\0")
    nonce = secrets.token_bytes(NONCE_SIZE)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, label, nonce, key)


def unseal(box: bytes, *, key: bytes, label: bytes) -> bytes:
    """The content of a box. Raises DoesNotOpen."""
    if len(box) < box_size(0):
        raise DoesNotOpen
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            box[NONCE_SIZE:], label, box[:NONCE_SIZE], key
        )
    except CryptoError:
        raise DoesNotOpen from None
    length = int.from_bytes(padded[:LENGTH_SIZE])
    return padded[LENGTH_SIZE : LENGTH_SIZE + length]
