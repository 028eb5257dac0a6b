"""Calendars as text (RFC 5545, RFC 7986). Imports no framework.

Times stand in UTC, to the second. A time without a zone, or with the name of one, is read differently by
every program and would tell where a person lives; a time in UTC is the same moment for all of them, and
each shows it by its own clock.

A program that sees a known UID may keep what it has, whatever changed (Google's does without a higher
SEQUENCE). So a UID follows from all that its entry says: another text or time makes another entry, and none
ever changes. DTSTAMP, which has to be there, tells no time of ours.

What the fields ask a program for: not to show an entry to those who share the calendar (CLASS), to leave the
time free for others or not (TRANSP), to ring when it begins (VALARM), when to come back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCER = "-//Calendar//EN"
NO_TIME = "19700101T000000Z"
LONGEST_LINE = 75  # bytes, without the line end

# A calendar without any part is none (RFC 5545, 3.6), and some programs say so to their person.
NOTHING = [
    *("BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; its times are in UTC."""

    uid: UUID
    begins: datetime
    ends: datetime
    summary: str
    description: str = ""
    takes_time: bool = False
    rings: bool = False


def moment(at: datetime) -> str:
    """A time in UTC as it stands in a calendar."""
    return f"{at:%Y%m%dT%H%M%SZ}"


def write(name: str, entries: Iterable[Entry], *, again: str) -> bytes:
    """A whole calendar; `again` is the time after which programs may come back, as an ISO 8601 duration."""
    return b"".join(map(_folded, _lines(_escaped(name), list(entries), again)))


def _lines(name: str, entries: list[Entry], again: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}")
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}")
    yield from (f"REFRESH-INTERVAL;VALUE=DURATION:{again}", f"X-PUBLISHED-TTL:{again}")
    for entry in entries:
        yield from _entry(entry)
    yield from () if entries else NOTHING
    yield "END:VCALENDAR"


def _entry(entry: Entry) -> Iterator[str]:
    summary = _escaped(entry.summary)
    yield from ("BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{NO_TIME}")
    yield from (f"DTSTART:{moment(entry.begins)}", f"DTEND:{moment(entry.ends)}", f"SUMMARY:{summary}")
    if entry.description:
        yield f"DESCRIPTION:{_escaped(entry.description)}"
    yield from ("CLASS:PRIVATE", f"TRANSP:{'OPAQUE' if entry.takes_time else 'TRANSPARENT'}")
    if entry.rings:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S", f"DESCRIPTION:{summary}", "END:VALARM")
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11)."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> bytes:
    """A line with its end, broken where it is too long, never within a character (RFC 5545, 3.1)."""
    rest, pieces, room = line.encode(), [], LONGEST_LINE
    while len(rest) > room:
        end = room
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(rest[:end])
        rest, room = rest[end:], LONGEST_LINE - 1
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"
