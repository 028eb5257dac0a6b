"""What stands in a feed. Imports no framework.

Everything follows from the feed's code, which is in its address and nowhere stored, and from what the person
set: the same answer to every request, whoever asks and when, until the person changes something. The times
are drawn from the code, so neither the database nor a server's key is enough to know them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.checkins.contents import Contents
from wellbeing.outbox.carriers import texts

# After its last entry a feed is still there for so long, since programs look once a day or a week.
LINGERS = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Feed:
    """The words of every entry, and when entries stand: in order, aware, in UTC, to the second."""

    code: str
    subject: str
    text: str
    times: tuple[datetime, ...]

    def id(self, *parts: str) -> UUID:
        """What names a part of this feed: always the same, unlike any of another feed, telling nothing."""
        key = self.code.encode()
        name = blake2b("\0".join(parts).encode(), key=key, digest_size=16, person=b"feed-entry-id")
        return UUID(bytes=name.digest(), version=4)


def seed(code: str) -> bytes:
    """What the times of the feed with this code are drawn from (`Contents.times`)."""
    return blake2b(code.encode(), digest_size=32, person=b"feed-times").digest()


def feed_of(code: str, contents: Contents, *, now: datetime, link: str = "") -> Feed | None:
    """The feed as it was set up, with `link` below its text; None once it is over. Empty while paused."""
    times = contents.times(seed(code))
    if now > (times[-1] if times else _end(contents)) + LINGERS:
        return None
    subject = " ".join(texts.lines(contents.subject).split())
    text = "\n\n".join(filter(None, (texts.lines(contents.text), link)))
    return Feed(code, subject, text, () if contents.is_paused else times)


def _end(contents: Contents) -> datetime:
    """When the last day is over where the person lives."""
    rhythm = contents.rhythm
    return datetime.combine(rhythm.ends_on + DAY, time(), ZoneInfo(rhythm.zone)).astimezone(UTC)
