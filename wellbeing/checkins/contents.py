"""What a subscription's box holds, and how long each part may be. Imports no framework.

Lengths are counted so that a box of `ROOM` bytes always suffices: a character that needs more than two
bytes, as an emoji does, counts as two.
"""

import json
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from wellbeing.checkins.rhythm import Every, Rhythm

LONGEST_SUBJECT = 60
LONGEST_TEXT = 280
LONGEST_ADDRESS = 255
ROOM = 1120
MOST_NUDGES = 12  # before it ends, unless it is renewed; or half a year


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

    def today(self, now: datetime) -> date:
        """The person's own date."""
        return now.astimezone(ZoneInfo(self.rhythm.zone)).date()

    def times(self, seed: bytes) -> tuple[datetime, ...]:
        """When a feed's entries stand, the same at every call. `seed` is as for `Rhythm.series`."""
        begin = datetime.combine(self.since, time(12), ZoneInfo(self.rhythm.zone))
        return self.rhythm.series(seed, begin, MOST_NUDGES)


def half_a_year_after(day: date) -> date:
    """The same day six months later; where that month is too short for it, its last."""
    year, month = day.year + day.month // 7, (day.month + 5) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def length(text: str) -> int:
    """How much of its room a text takes: two bytes count as one."""
    return sum(-(-len(character.encode(errors="replace")) // 2) for character in text)


def fits_address(address: str) -> bool:
    """Whether an address finds its room; one of many letters of another script may not."""
    return len(json.dumps(address, ensure_ascii=False).encode()) - 2 <= LONGEST_ADDRESS


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
    address, subject, text, language, every, days, start, end, zone, ends, rests, *rest = json.loads(
        content.decode()
    )
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
