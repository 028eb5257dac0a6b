"""What is sealed to people of the staff: their key pairs, and content with one wrapped key for each of them.

A record's content lies in a box of a fixed size under a content key of its own (`sealing`). The content key
is wrapped once for each person who may read it, to their public half (libsodium's sealed boxes: Curve25519,
XSalsa20-Poly1305), so that sealing needs nobody's secret. The private half lies in a box under a passphrase
(Argon2id), together with what the derivation took, so that a later cost leaves earlier boxes readable.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from nacl import pwhash
from nacl.bindings import crypto_box_SEALBYTES
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from wellbeing.privacy import codes, sealing
from wellbeing.privacy.sealing import DoesNotOpen

KEY_SIZE = 32
NUMBER_SIZE = 4
SALT_SIZE = pwhash.argon2id.SALTBYTES
HEADER_SIZE = 2 * NUMBER_SIZE + SALT_SIZE
PRIVATE_BOX_SIZE = HEADER_SIZE + sealing.box_size(KEY_SIZE)
WRAP_SIZE = KEY_SIZE + crypto_box_SEALBYTES

# What a box may ask of the machine, should somebody have written another number into it.
MOST_PASSES = 20
MOST_MEMORY = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What deriving a key from a passphrase takes: passes over `memory` bytes."""

    passes: int
    memory: int


def draw() -> bytes:
    """A private half of 32 bytes; also a content key."""
    return secrets.token_bytes(KEY_SIZE)


def public_half(private: bytes) -> bytes:
    """The 32 bytes to which anybody may seal."""
    return bytes(PrivateKey(private).public_key)


def fingerprint(public: bytes) -> str:
    """Twenty letters and digits in groups of four, for two people to compare aloud."""
    bits = int.from_bytes(blake2b(public, digest_size=16, person=b"fingerprint").digest())
    return codes.show("".join(codes.ALPHABET[bits >> 5 * place & 31] for place in range(codes.LENGTH)))


def lock(private: bytes, *, passphrase: str, cost: Cost) -> bytes:
    """A box of PRIVATE_BOX_SIZE bytes with the private half, under a passphrase and a fresh salt. Slow."""
    numbers = cost.passes.to_bytes(NUMBER_SIZE) + cost.memory.to_bytes(NUMBER_SIZE)
    header = numbers + secrets.token_bytes(SALT_SIZE)
    label = _private_label(header, public_half(private))
    return header + sealing.seal(private, key=_derive(header, passphrase), label=label, room=KEY_SIZE)


def unlock(box: bytes, *, public: bytes, passphrase: str) -> bytes:
    """The private half that belongs to `public`. Slow. Raises DoesNotOpen."""
    header, sealed = box[:HEADER_SIZE], box[HEADER_SIZE:]
    key = _derive(header, passphrase)
    return sealing.unseal(sealed, key=key, label=_private_label(header, public))


def seal(content: bytes, *, key: bytes, record: UUID, room: int) -> bytes:
    """A record's box of exactly `sealing.box_size(room)` bytes. Raises sealing.DoesNotFit."""
    return sealing.seal(content, key=key, label=_record_label(record), room=room)


def unseal(box: bytes, *, key: bytes, record: UUID) -> bytes:
    """What a record's box holds. Raises DoesNotOpen."""
    return sealing.unseal(box, key=key, label=_record_label(record))


def room_of(box: bytes) -> int:
    """The room with which a record's box was sealed."""
    return len(box) - sealing.box_size(0)


def wrap(key: bytes, *, public: bytes) -> bytes:
    """A content key in WRAP_SIZE bytes that only the private half to `public` opens."""
    return bytes(SealedBox(PublicKey(public)).encrypt(key))


def unwrap(wrapped: bytes, *, private: bytes) -> bytes:
    """The content key. Raises DoesNotOpen."""
    try:
        return bytes(SealedBox(PrivateKey(private)).decrypt(wrapped))
    except CryptoError:
        raise DoesNotOpen from None


def normal(passphrase: str) -> str:
    """The same text for one passphrase whatever keyboard it was typed on, without spaces around it."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def cost_of(box: bytes) -> Cost:
    """What a private half's box says its derivation takes. Raises DoesNotOpen beyond any sensible number."""
    cost = Cost(int.from_bytes(box[:NUMBER_SIZE]), int.from_bytes(box[NUMBER_SIZE : 2 * NUMBER_SIZE]))
    if not (1 <= cost.passes <= MOST_PASSES and pwhash.argon2id.MEMLIMIT_MIN <= cost.memory <= MOST_MEMORY):
        raise DoesNotOpen
    return cost


def _derive(header: bytes, passphrase: str) -> bytes:
    cost = cost_of(header)
    return pwhash.argon2id.kdf(
        KEY_SIZE,
        normal(passphrase).encode(),
        header[2 * NUMBER_SIZE : HEADER_SIZE],
        opslimit=cost.passes,
        memlimit=cost.memory,
    )


def _private_label(header: bytes, public: bytes) -> bytes:
    return b"private-half:" + header + public


def _record_label(record: UUID) -> bytes:
    return b"sealed-record:" + record.bytes
