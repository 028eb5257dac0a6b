"""What a ballot says, as bytes of one size, and sealing it so that this server cannot open it again.

Sealed with libsodium's sealed boxes (Curve25519, XSalsa20-Poly1305): it takes the public half of a box alone,
and a key that is drawn for each ballot and forgotten. Pure: imports no framework.
"""

import json
import re
from dataclasses import dataclass, field

from nacl.bindings import crypto_box_SEALBYTES
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from wellbeing.privacy.sealing import LENGTH_SIZE, DoesNotFit, DoesNotOpen

ROOM = 768
KEY_SIZE = 32
SEALED_SIZE = LENGTH_SIZE + ROOM + crypto_box_SEALBYTES

LONGEST_INSTRUMENT = 100
HIGHEST_VERSION = 32767
LONGEST_ANSWER = 40
LANGUAGE = re.compile(r"[a-z]{2,3}")
REGION = re.compile(r"|RU-[A-Z]{2,3}|[A-Z]{2}")
FIELDS = 5


class NotAContribution(ValueError):
    """What no result gives. The text says which part, never what it held."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Option codes in the order of a version's items, None for an item not answered, and a region or "".

    Raises NotAContribution for what no result gives. It does not show what was answered when it is printed.
    """

    instrument: str
    version: int
    language: str
    answers: tuple[str | None, ...] = field(repr=False)
    region: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _is_text(self.instrument, LONGEST_INSTRUMENT):
            raise NotAContribution("instrument")
        if type(self.version) is not int or not 1 <= self.version <= HIGHEST_VERSION:
            raise NotAContribution("version")
        if not isinstance(self.language, str) or not LANGUAGE.fullmatch(self.language):
            raise NotAContribution("language")
        if not self.answers or not all(
            answer is None or _is_text(answer, LONGEST_ANSWER) for answer in self.answers
        ):
            raise NotAContribution("answers")
        if not isinstance(self.region, str) or not REGION.fullmatch(self.region):
            raise NotAContribution("region")


def to_bytes(contribution: Contribution) -> bytes:
    """Always LENGTH_SIZE + ROOM bytes. Raises DoesNotFit."""
    said = [
        contribution.instrument,
        contribution.version,
        contribution.language,
        contribution.answers,
        contribution.region,
    ]
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    if len(content) > ROOM:
        raise DoesNotFit
    return len(content).to_bytes(LENGTH_SIZE) + content.ljust(ROOM, b"\0")


def from_bytes(padded: bytes) -> Contribution:
    """What `to_bytes` was given. Raises NotAContribution: anybody may seal anything to a public half."""
    content = padded[LENGTH_SIZE:]
    length = int.from_bytes(padded[:LENGTH_SIZE])
    if len(content) != ROOM or length > ROOM or content[length:].strip(b"\0"):
        raise NotAContribution("size")
    try:
        said = json.loads(content[:length])
    except (ValueError, RecursionError):
        raise NotAContribution("form") from None
    if not isinstance(said, list) or len(said) != FIELDS or not isinstance(said[3], list):
        raise NotAContribution("form")
    instrument, version, language, answers, region = said
    return Contribution(instrument, version, language, tuple(answers), region)


def seal(contribution: Contribution, *, public: bytes) -> bytes:
    """A ballot of SEALED_SIZE bytes, another one each time. Raises DoesNotFit."""
    return bytes(SealedBox(PublicKey(public)).encrypt(to_bytes(contribution)))


def unseal(sealed: bytes, *, private: bytes) -> Contribution:
    """What a ballot says, for whoever has the private half. Raises DoesNotOpen, NotAContribution."""
    try:
        padded = bytes(SealedBox(PrivateKey(private)).decrypt(sealed))
    except CryptoError:
        raise DoesNotOpen from None
    return from_bytes(padded)


def _is_text(value: object, longest: int) -> bool:
    """Whether it is printable text that can be written as UTF-8, of one character at least."""
    return isinstance(value, str) and 1 <= len(value) <= longest and value.isprintable()
