"""Verifying a file that somebody hands over, without any network: a badge, or a paper as it was downloaded.

A badge is checked by the keys of this site and its certificate is looked up by its number. A paper proves
nothing by itself: only the number in its properties is read, and looked up.
"""

import re
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import jwt

from trainers.proof import keys, verifying
from trainers.proof.verifying import Answer
from trainers.rules import numbers

LARGEST = 5 * 1024 * 1024
LARGEST_PART = 1024 * 1024
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
KEYWORDS = re.compile(rb"<pdf:Keywords>([0-9A-Z-]{14})</pdf:Keywords>")
TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


class Unreadable(Exception):
    """The file proves nothing; the text says why."""


def verify(content: bytes, today: date) -> tuple[str, Answer]:
    """The number in a file, and what is said of it today. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable("This is larger than any badge or certificate.")
    typed = _of_paper(content) if content.startswith(b"%PDF-") else _of_badge(content)
    number = numbers.read(typed)
    if number is None:
        raise Unreadable(f"The number in it, {typed[:20]!r}, has a slip.")
    return numbers.show(number), verifying.by_number(number, "", today)


def _of_badge(content: bytes) -> str:
    text = content.decode("ascii", "replace").strip()
    if not TOKEN.fullmatch(text):
        raise Unreadable("This is neither a badge (a signed JWT) nor a PDF.")
    payload = _signed_by_us(text)
    try:
        return str(payload["credentialSubject"]["licenseNumber"])
    except (KeyError, TypeError):
        raise Unreadable("It is signed by this site, but it is no badge of a certificate.") from None


def _signed_by_us(token: str) -> dict[str, Any]:
    """What a token of this site says, whatever its dates: those of the certificate itself count."""
    try:
        named = str(jwt.get_unverified_header(token).get("kid", ""))
    except jwt.InvalidTokenError:
        raise Unreadable("This looks like a signed JWT, but its beginning cannot be read.") from None
    ours = {f"{keys.did()}#{keys.fragment(public)}": public for public in keys.published()}
    if named not in ours:
        raise Unreadable("It is not signed by a key of this site.")
    try:
        payload: dict[str, Any] = jwt.decode(
            token,
            keys.opened(ours[named]),
            algorithms=[keys.ALGORITHM],
            options={"verify_exp": False, "verify_nbf": False, "verify_aud": False},
            issuer=keys.did(),
        )
    except jwt.InvalidTokenError:
        raise Unreadable("Its signature does not fit: something in it was changed.") from None
    return payload


def _of_paper(content: bytes) -> str:
    for part in _parts(content):
        if found := KEYWORDS.search(part):
            return found[1].decode()
    raise Unreadable("This PDF has no number in its properties. Type the number on the page for verifying.")


def _parts(content: bytes) -> Iterator[bytes]:
    """The parts of a PDF, each as far as it unfolds to a megabyte."""
    for match in STREAM.finditer(content):
        yield match[1]
        try:
            yield zlib.decompressobj().decompress(match[1], LARGEST_PART)
        except zlib.error:
            continue
