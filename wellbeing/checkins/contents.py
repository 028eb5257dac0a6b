"""What a subscription's box holds, and how long each part may be. Imports no framework.

Lengths are counted so that a box of `ROOM` bytes always suffices: a character that needs more than two
bytes, as an emoji does, counts as two.
"""

import json
from dataclasses import dataclass
from datetime import date

from wellbeing.checkins.rhythm import Every, Rhythm

LONGEST_SUBJECT = 60
LONGEST_TEXT = 280
LONGEST_ADDRESS = 255
ROOM = 1120


@dataclass(frozen=True, slots=True)
class Contents:
    """One subscription as its person set it.

    `code` is the number that confirms the address, empty once it is confirmed. `replaces` names the older
    subscription, by the hex form of its id, that gives way when this one is confirmed. `since` is the day
    on which it was set up or renewed, from which a feed counts its entries.
    """

    address: str
    subject: str
    text: str
    language: str
    rhythm: Rhythm
    has_link: bool
    since: date
    is_paused: bool = False
    code: str = ""
    replaces: str = ""


def length(text: str) -> int:
    """How much of its room a text takes: two bytes count as one."""
    return sum(-(-len(character.encode()) // 2) for character in text)


def pack(contents: Contents) -> bytes:
    """At most `ROOM` bytes for contents whose parts keep to their lengths."""
    rhythm = contents.rhythm
    parts = [
        contents.address,
        contents.subject,
        contents.text,
        contents.language,
        rhythm.every.value,
        sum(1 << day for day in rhythm.weekdays),
        rhythm.start,
        rhythm.end,
        rhythm.zone,
        rhythm.ends_on.toordinal(),
        rhythm.rests_until.toordinal() if rhythm.rests_until else 0,
        int(contents.has_link),
        contents.since.toordinal(),
        int(contents.is_paused),
        contents.code,
        contents.replaces,
    ]
    return json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()


def unpack(content: bytes) -> Contents:
    """The contents that `pack` wrote."""
    address, subject, text, language, every, days, start, end, zone, ends, rests, *rest = json.loads(content)
    has_link, since, is_paused, code, replaces = rest
    return Contents(
        address=address,
        subject=subject,
        text=text,
        language=language,
        rhythm=Rhythm(
            every=Every(every),
            weekdays=frozenset(day for day in range(7) if days >> day & 1),
            start=start,
            end=end,
            zone=zone,
            ends_on=date.fromordinal(ends),
            rests_until=date.fromordinal(rests) if rests else None,
        ),
        has_link=bool(has_link),
        since=date.fromordinal(since),
        is_paused=bool(is_paused),
        code=code,
        replaces=replaces,
    )
