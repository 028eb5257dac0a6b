"""What follows from the secret of a cohort: personal codes, the tags of those that answered, and keys.

A personal code looks like every code of the house: 20 characters, 100 bits. Its first 9 characters (45 bits)
follow from the code that somebody holds elsewhere, by a label of their own, and lead back to nothing; the
other 11 (55 bits) authenticate them under the secret, so that nobody makes one without it. Each use has a key
of its own.

Pure: imports no framework.
"""

from hashlib import blake2b
from hmac import compare_digest
from uuid import UUID

from wellbeing.privacy import codes

SECRET_SIZE = 32
TAG_SIZE = 16
FOLLOWS = 9  # characters

CODES, SPENT, ANSWERS, SUMS = b"pulse-codes", b"pulse-spent", b"pulse-answers", b"pulse-sums"


def personal(secret: bytes, code: str) -> str:
    """The personal code, in its plain form, of whoever holds `code`, in its plain form too."""
    chance = blake2b(code.encode(), digest_size=16, person=b"pulse-follows").digest()
    head = _characters(chance, FOLLOWS)
    return head + _proof(secret, head)


def belongs(secret: bytes, plain: str) -> bool:
    """Whether a code was made with this secret."""
    head, proof = plain[:FOLLOWS], plain[FOLLOWS:]
    return compare_digest(proof.encode(), _proof(secret, head).encode())


def spent_tag(secret: bytes, wave: UUID, plain: str) -> bytes:
    """16 bytes by which a wave knows a code again; another wave knows it by others."""
    said = wave.bytes + plain.encode()
    return blake2b(said, digest_size=TAG_SIZE, key=key(secret, SPENT)).digest()


def key(secret: bytes, use: bytes) -> bytes:
    """The 32-byte key for one use."""
    return blake2b(use, digest_size=32, key=secret, person=b"pulse-key").digest()


def _proof(secret: bytes, head: str) -> str:
    chance = blake2b(head.encode(), digest_size=16, key=key(secret, CODES)).digest()
    return _characters(chance, codes.LENGTH - FOLLOWS)


def _characters(chance: bytes, many: int) -> str:
    bits = int.from_bytes(chance)
    return "".join(codes.ALPHABET[bits >> 5 * place & 31] for place in range(many))
