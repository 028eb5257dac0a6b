"""How an answer and the sums of a wave are written into their boxes. Pure: imports no framework."""

import struct
from decimal import Decimal
from fractions import Fraction

from wellbeing.cohorts.rules.change import Answered, Sums

LOWEST, HIGHEST = Decimal(0), Decimal(100)
FINEST = 10_000  # parts of a point
MOST_BANDS = 255

_ANSWER = struct.Struct(">IB")
_SUMS = struct.Struct(">Idd")
ANSWER_ROOM, SUMS_ROOM = _ANSWER.size, _SUMS.size


def pack(value: Decimal, band: int) -> bytes:
    """An answer as five bytes. Raises ValueError for what no questionnaire gives."""
    if not value.is_finite() or not LOWEST <= value <= HIGHEST or not 0 <= band <= MOST_BANDS:
        raise ValueError("a value is from 0 to 100, and a band from 0 to 255")
    return _ANSWER.pack(round(Fraction(value) * FINEST), band)


def unpack(content: bytes) -> Answered:
    parts, band = _ANSWER.unpack(content)
    return Answered(Fraction(parts, FINEST), band)


def pack_sums(sums: Sums | None) -> bytes:
    """The sums of a wave, nothing for one of which nothing may be published."""
    return b"" if sums is None else _SUMS.pack(sums.n, sums.mean, sums.variance)


def unpack_sums(content: bytes) -> Sums | None:
    return Sums(*_SUMS.unpack(content)) if content else None
