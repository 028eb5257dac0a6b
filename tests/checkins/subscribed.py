"""Feeds of any person, and the programs that read them: two libraries that know nothing of ours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from icalendar import Calendar, Event

from tests.checkins.rhythms import A_DAY
from tests.factories.checkins import create_contents
from wellbeing.checkins.contents import LONGEST_SUBJECT, LONGEST_TEXT, Contents, half_a_year_after
from wellbeing.checkins.feeds import calendar, entries
from wellbeing.checkins.feeds.entries import Feed
from wellbeing.checkins.rhythm import Every, Rhythm, zones
from wellbeing.privacy import codes

CODE, OTHER = "0123456789ABCDEFGHJK", "ZYXWVTSRQPNMKJHGFEDC"
# Every kind of character that a form takes from a person; a joiner stands only within pictures.
LETTERS = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
TRICKY = [
    "a; b, c: d \\n e\\; \"f\" 'g'",
    "BEGIN:VALARM\\nEND:VCALENDAR",
    "<b>&amp;</b> ]]> <!-- -->",
    "Ёжик, 10 ₽ — «да»; №5",
    "👩\u200d👩\u200d👧\u200d👦" * 5,
    "яблоко" * 9,
    "e\u0301" * 20,
    "日本語" * 12,
]
WINDOW_WIDTHS = st.just(60) | st.integers(60, 1440)

lines = st.sampled_from(TRICKY) | st.text(LETTERS, min_size=1, max_size=LONGEST_SUBJECT)
subjects = lines.filter(lambda line: bool(line.split()))
texts = st.lists(lines, min_size=1, max_size=4).map("\n".join).map(lambda text: text[:LONGEST_TEXT])


@st.composite
def wishes(draw: st.DrawFn) -> Contents:
    """What anybody may have set, on any day of twelve years, in any zone."""
    since = draw(st.dates(date(2024, 1, 1), date(2035, 12, 31)))
    start = draw(st.integers(0, 1439))
    rhythm = Rhythm(
        every=draw(st.sampled_from(Every)),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        start=start,
        end=(start + draw(WINDOW_WIDTHS)) % 1440,
        zone=draw(st.sampled_from(sorted(zones()))),
        ends_on=half_a_year_after(since),
        rests_until=draw(st.none() | st.just(since + draw(st.integers(0, 200)) * A_DAY)),
    )
    words = {"subject": draw(subjects), "text": draw(texts)}
    return create_contents(address="", has_link=False, since=since, rhythm=rhythm, **words)


def feed_at(contents: Contents, now: datetime | None = None, *, code: str = CODE, link: str = "") -> Feed:
    """The feed as it is at `now`, or on the day on which it was set up; asserts that there is one."""
    feed = entries.feed_of(code, contents, now=now or set_up_at(contents), link=link)
    assert feed is not None
    return feed


def set_up_at(contents: Contents) -> datetime:
    return datetime.combine(contents.since, time(12), ZoneInfo(contents.rhythm.zone)).astimezone(UTC)


def read_calendar(written: bytes) -> Calendar:
    """Read strictly: a value that the library cannot take is an error, and nothing follows the end."""
    (read,) = Calendar.from_ical(written, multiple=True)
    read.validate()
    assert [error for part in read.walk() for error in part.errors] == []
    return read


def events(written: bytes) -> list[Event]:
    return list(read_calendar(written).events)


def by_uid(contents: Contents, **others: Any) -> dict[str, Event]:
    return {str(event["UID"]): event for event in events(calendar.write(feed_at(contents, **others)))}


def asleep(contents: Contents, until: date) -> Contents:
    return replace(contents, rhythm=replace(contents.rhythm, rests_until=until))


def a_code(number: int) -> str:
    """Always the same code for a number, unlike that for any other."""
    code = CODE
    for _ in range(number):
        code = codes.follow_on(code)
    return code
