"""What a file is that somebody was handed: ours as it was made, or not. Imports no framework.

Only bytes are looked at. Nothing that a file says of itself counts, but the day of one whose signature fits.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wellbeing.takeaway import signing

# A copy is always smaller, so what is larger is none.
LARGEST = 400_000
HEAD = re.compile(rb'<!doctype html>\n<html lang="([a-z]{2})" data-made="(\d{4}-\d\d-\d\d)">')


class Verdict(StrEnum):
    OURS = "ours"
    FOREIGN = "foreign"  # whole, signed by a key that is not among ours
    CHANGED = "changed"  # the signature is of other bytes
    UNSIGNED = "unsigned"
    TOO_LARGE = "too_large"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said of a file: day and language of one that is ours, the key of whatever is signed whole."""

    verdict: Verdict
    made_on: date | None = None
    language: str = ""
    key: str = ""


def check(content: bytes, ours: Collection[bytes]) -> Checked:
    """What this file is, by the public keys that are ours."""
    if not content:
        return Checked(Verdict.EMPTY)
    if len(content) > LARGEST:
        return Checked(Verdict.TOO_LARGE)
    try:
        body, public = signing.body_of(content)
    except signing.NotSigned:
        return Checked(Verdict.UNSIGNED)
    except signing.DoesNotFit:
        return Checked(Verdict.CHANGED)
    key = signing.fingerprint(public)
    head = HEAD.match(body)
    if public not in ours or head is None:
        return Checked(Verdict.FOREIGN, key=key)
    return Checked(Verdict.OURS, date.fromisoformat(head[2].decode()), head[1].decode(), key)


def fingerprint(content: bytes) -> str:
    """What `sha256sum` and the like say of a file."""
    return hashlib.sha256(content).hexdigest()
