"""A feed as a calendar (RFC 5545, RFC 7986). Imports no framework.

Times stand in UTC, to the second. A time without a zone, or with the name of one, is read differently by
every program and would tell where the person lives; a time in UTC is the same moment for all of them, and
each shows it by its own clock. The zone of the person has done its work before: it chose the moment.

A program that sees a known UID may keep what it has, whatever changed (Google's does without a higher
SEQUENCE). So a UID follows from all that its entry says: another text or time makes another entry, and none
ever changes. DTSTAMP, which has to be there, tells no time of ours.

What the fields of an entry ask a program for: not to block the time for others (TRANSP), not to show it to
those who share the calendar (CLASS), to ring when it begins (VALARM), to come back once a day.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from wellbeing.checkins import rhythm
from wellbeing.checkins.feeds.entries import Feed

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCER = "-//Calendar//EN"
NO_TIME = "19700101T000000Z"
# Nothing is drawn in the last minutes of a window, so an entry of this length ends within it.
LASTS = timedelta(seconds=rhythm.SPARE)
LONGEST_LINE = 75  # bytes, without the line end

# A calendar without any part is none (RFC 5545, 3.6), and some programs say so to their person.
NOTHING = [
    *("BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
]


def write(feed: Feed) -> bytes:
    """The whole calendar, all entries, past ones and those to come."""
    return b"".join(map(_folded, _lines(feed)))


def _lines(feed: Feed) -> Iterator[str]:
    name = _escaped(feed.subject)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}")
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")
    for at in feed.times:
        yield from _entry(feed, at)
    yield from () if feed.times else NOTHING
    yield "END:VCALENDAR"


def _entry(feed: Feed, at: datetime) -> Iterator[str]:
    summary, begin = _escaped(feed.subject), _moment(at)
    uid = feed.id("event", begin, feed.subject, feed.text)
    yield from ("BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{NO_TIME}")
    yield from (f"DTSTART:{begin}", f"DTEND:{_moment(at + LASTS)}")
    yield from (f"SUMMARY:{summary}", f"DESCRIPTION:{_escaped(feed.text)}")
    yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT")
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S", f"DESCRIPTION:{summary}", "END:VALARM")
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


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
