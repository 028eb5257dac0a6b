"""A calendar of somebody's own under a secret address: when they are busy, in words of theirs alone.

The words are sealed under a key that follows from the code in the address: the server by itself cannot read
them. No log has the address.
"""

from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from wellbeing.outbox import ical
from wellbeing.privacy import codes, sealing

LONGEST_WORDS = 40
ROOM = 4 * LONGEST_WORDS  # bytes of the longest words in UTF-8
AGAIN = "PT12H"


def seal(code: str, says: str) -> tuple[UUID | None, bytes | None]:
    """The id under which the calendar with this code in its address is found, and its words; none for no
    words."""
    if not says:
        return None, None
    calendar = codes.lookup_id(code)
    box = sealing.seal(says.encode(), key=codes.sealing_key(code), label=calendar.bytes, room=ROOM)
    return calendar, box


def words(code: str, calendar: UUID | None, box: bytes | memoryview | None) -> str:
    """The words of a calendar, opened by the code in its address; empty where there is none."""
    if calendar is None or box is None:
        return ""
    return sealing.unseal(bytes(box), key=codes.sealing_key(code), label=calendar.bytes).decode()


def entry(key: UUID, begins: datetime, ends: datetime, says: str, code: str) -> ical.Entry:
    """An entry that takes time; with other times or words it is another."""
    name = f"{key} {ical.moment(begins)} {ical.moment(ends)} {says}"
    uid = blake2b(name.encode(), key=code.encode(), digest_size=16, person=b"session-entry")
    return ical.Entry(UUID(bytes=uid.digest(), version=4), begins, ends, says, takes_time=True)
