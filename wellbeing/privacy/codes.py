"""Return codes: 100 bits that only their owner holds, and what is derived from them.

A code is 20 characters of Crockford's base 32 (digits and letters without I, L, O, U), drawn from
the system's generator and shown in five groups of four. It is never stored. Two derivations with
different labels give the look-up id and the sealing key, so that neither tells the other. The code
holds enough chance by itself: a slow derivation would protect nothing and cost every visit.
"""

import secrets
import unicodedata
from hashlib import blake2b
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
GROUP = 4
TAG_SIZE = 16
LONGEST_TYPED = 200

# What a hand or an eye takes for a character of the alphabet: Latin letters outside it, Cyrillic ones of
# the Russian keyboard, and those that the Belarusian, Ukrainian and neighbouring keyboards have besides.
LOOK_ALIKES = str.maketrans("ILOUАВЕЁЗКМНОРСТУХІЇӀЎЄЅЈҺ", "110VABEE3KMH0PCTYX111YESJH")


def draw() -> str:
    """A new code in its plain form, 20 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def show(code: str) -> str:
    """The form a person writes down: groups of four with hyphens."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """The plain form of what a person typed, whatever its case, width, spaces, hyphens or look-alikes.

    What is no code at all gives a string that opens nothing, so that a wrong code and an absent
    one take the same way afterwards.
    """
    letters = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper().translate(LOOK_ALIKES)
    return "".join(letter for letter in letters if letter in ALPHABET)[: LENGTH + 1]


def lookup_id(code: str) -> UUID:
    """The 128-bit id under which the code's row is found; it tells nothing of the key."""
    return UUID(bytes=_derive(code, b"return-code-find", size=16))


def follow_on(code: str) -> str:
    """Another code that follows from this one; whoever has it learns nothing of the first."""
    return _coded(_derive(code, b"follow-on-code", size=16))


def calendar(code: str) -> str:
    """The code in the address of a calendar that belongs to this one; it is none of those that follow on."""
    return _coded(_derive(code, b"calendar-code", size=16))


def mark(code: str) -> str:
    """The code by which others name whoever has this one. It opens nothing and leads back to nothing."""
    return _coded(_derive(code, b"mark-code", size=16))


def feedback_tag(code: str) -> bytes:
    """What says of a place code that something was said with it once, and leads neither to the code nor to
    any id that follows from it."""
    return _derive(code, b"feedback-tag", size=TAG_SIZE)


def turned_away_tag(application: UUID) -> UUID:
    """What says that the code of an application got nothing in an earlier round. Its look-up id follows from
    the code, and this from the id; it is none of both, and leads back to neither."""
    return UUID(bytes=blake2b(application.bytes, digest_size=16, person=b"turned-away-tag").digest())


def sealing_key(code: str) -> bytes:
    """The 32-byte key that opens the code's row."""
    return _derive(code, b"return-code-seal", size=32)


def _coded(chance: bytes) -> str:
    bits = int.from_bytes(chance)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))


def _derive(code: str, label: bytes, *, size: int) -> bytes:
    return blake2b(code.encode(), digest_size=size, person=label).digest()
