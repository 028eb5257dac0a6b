"""Where a run meets, and from when that is told.

Both hours are counted back from the first session, so that they move with it. Whole hours: nobody learns from
them when somebody typed.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

ROOM = 1200
LONGEST_CITY = 80
LONGEST_ADDRESS = 400

CITY_BEFORE = 168
ADDRESS_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Where:
    """The city, then the address or link, each with how many hours before the first session it is told."""

    city: str
    address: str
    city_before: int = CITY_BEFORE
    address_before: int = ADDRESS_BEFORE


@dataclass(frozen=True, slots=True)
class Told:
    """What those who have a place read now: what is not told yet is empty, and there from its hour. What
    nobody wrote down has no hour."""

    city: str
    city_from: datetime | None
    address: str
    address_from: datetime | None


def told(where: Where, begins: datetime, now: datetime) -> Told:
    """What is told of it at a moment."""
    city_from, address_from = hour(begins, where.city_before), hour(begins, where.address_before)
    return Told(
        city=where.city if now >= city_from else "",
        city_from=city_from if where.city else None,
        address=where.address if now >= address_from else "",
        address_from=address_from if where.address else None,
    )


def hour(begins: datetime, before: int) -> datetime:
    """The whole hour so many hours before a session."""
    return (begins - timedelta(hours=before)).replace(minute=0, second=0, microsecond=0)


def fits(where: Where) -> bool:
    """Whether it finds its room; long texts of some scripts may not."""
    return len(pack(where)) <= ROOM


def pack(where: Where) -> bytes:
    parts = [where.city, where.address, where.city_before, where.address_before]
    return json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()


def unpack(content: bytes) -> Where:
    """What `pack` wrote."""
    city, address, city_before, address_before = json.loads(content.decode())
    return Where(city=city, address=address, city_before=city_before, address_before=address_before)
