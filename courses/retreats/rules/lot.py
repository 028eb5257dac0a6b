"""The lot: what decides when every aim leaves two outcomes alike. Imports no framework.

A lot follows from a public value that nobody could know when applications closed, and from a mark: the
first three bytes of SHA-256 of both. Whoever has them can draw it again. Of outcomes that are alike by every
aim the one is taken whose people's lots add up to most; of those, the one whose lots for who goes where do.
That two outcomes have the same sum is not to be expected (Mulmuley, Vazirani & Vazirani 1987, the isolating
lemma: at most one time in 2**24 for each wish).
"""

from hashlib import sha256


def draw(value: str, mark: str) -> int:
    """A number from 1 to 2**24 that follows from a public value and a mark."""
    return 1 + int.from_bytes(sha256(f"{value}\n{mark}".encode()).digest()[:3])
