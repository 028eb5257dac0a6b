"""Calendars, as a program reads them that is not ours, for any person in any zone."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import vText

from tests.checkins.rhythms import A_DAY, window_day
from tests.checkins.subscribed import (
    CODE,
    OTHER,
    TRICKY,
    a_code,
    asleep,
    by_uid,
    events,
    feed_at,
    read_calendar,
    set_up_at,
    wishes,
)
from tests.factories.checkins import create_contents, create_rhythm
from wellbeing.checkins.contents import MOST_NUDGES, Contents
from wellbeing.checkins.feeds import calendar, entries
from wellbeing.checkins.rhythm import Every

FEW = settings(max_examples=40)
ALWAYS = create_contents(address="", has_link=False)
FIVE_MINUTES = timedelta(minutes=5)

WHOLE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Calendar//EN
NAME:Полить цветы
X-WR-CALNAME:Полить цветы
REFRESH-INTERVAL;VALUE=DURATION:P1D
X-PUBLISHED-TTL:P1D
BEGIN:VEVENT
UID:{uid}
DTSTAMP:19700101T000000Z
DTSTART:{begin}
DTEND:{end}
SUMMARY:Полить цветы
DESCRIPTION:Сегодня пора полить цветы на окне.
CLASS:PRIVATE
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:PT0S
DESCRIPTION:Полить цветы
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_this_is_all_that_stands_in_it() -> None:
    once = replace(ALWAYS, rhythm=create_rhythm(ends_on=date(2026, 11, 27), every=Every.MONTH))

    written = calendar.write(feed_at(once))

    (event,) = events(written)
    begin, end = (f"{event[name].dt:%Y%m%dT%H%M%SZ}" for name in ("DTSTART", "DTEND"))
    assert written.decode() == WHOLE.format(uid=event["UID"], begin=begin, end=end).replace("\n", "\r\n")


@FEW
@given(wishes())
def test_every_entry_lies_in_the_persons_window_in_their_own_zone(contents: Contents) -> None:
    found = events(calendar.write(feed_at(contents)))

    assert len(found) <= MOST_NUDGES
    for event in found:
        begin, end = event["DTSTART"].dt, event["DTEND"].dt
        assert (begin.tzname(), end - begin) == ("UTC", FIVE_MINUTES)
        assert begin > set_up_at(contents)
        day = window_day(contents.rhythm, begin)
        assert day is not None
        assert window_day(contents.rhythm, end - timedelta(seconds=1)) == day
    days = [window_day(contents.rhythm, event["DTSTART"].dt) for event in found]
    assert all(later - day >= timedelta(days=7) for day, later in itertools.pairwise(days))


@pytest.mark.parametrize(("every", "count"), [("1w", 12), ("2w", 12), ("4w", 7), ("1m", 6)])
def test_there_are_at_most_twelve_and_none_after_half_a_year(every: str, count: int) -> None:
    contents = replace(ALWAYS, rhythm=create_rhythm(every=Every(every), weekdays=frozenset(range(7))))

    assert len(events(calendar.write(feed_at(contents)))) == count


@FEW
@given(wishes(), st.integers(0, 400))
def test_it_is_the_same_to_the_byte_until_it_is_over(contents: Contents, days: int) -> None:
    first = feed_at(contents)
    later = entries.feed_of(CODE, contents, now=set_up_at(contents) + days * A_DAY)

    assert later in (first, None)
    if first.times and set_up_at(contents) + days * A_DAY <= first.times[-1] + 7 * A_DAY:
        assert later == first


@FEW
@given(wishes(), st.integers(0, 200))
def test_a_rest_takes_entries_out_and_changes_none(contents: Contents, days: int) -> None:
    awake = replace(contents, rhythm=replace(contents.rhythm, rests_until=None))
    until = contents.since + days * A_DAY

    before, resting = by_uid(awake), by_uid(asleep(contents, until))

    assert resting == {uid: before[uid] for uid in resting}
    gone = [window_day(awake.rhythm, before[uid]["DTSTART"].dt) for uid in before.keys() - resting.keys()]
    assert all(day is not None and day < until for day in gone)


@FEW
@given(wishes())
def test_no_two_entries_share_a_uid_and_no_two_feeds_either(contents: Contents) -> None:
    mine, theirs = by_uid(contents), by_uid(contents, code=OTHER)

    assert len(mine) == len(feed_at(contents).times)
    assert mine.keys() & theirs.keys() == set()


@FEW
@given(wishes(), st.sampled_from(TRICKY))
def test_an_entry_with_other_words_is_another_entry(contents: Contents, words: str) -> None:
    """Programs keep an entry whose UID they know, whatever else has changed."""
    before = by_uid(contents)
    for changed in (replace(contents, subject=f"{words}!"), replace(contents, text=f"{words}!")):
        if changed != contents:
            assert before.keys() & by_uid(changed).keys() == set()


@FEW
@given(wishes())
def test_words_arrive_as_they_were_written(contents: Contents) -> None:
    written = calendar.write(feed_at(contents))

    read, shown = read_calendar(written), " ".join(contents.subject.split())
    assert [read[name] for name in ("NAME", "X-WR-CALNAME")] == [vText(shown).to_ical().decode()] * 2
    for event in read.events:
        (alarm,) = event.walk("VALARM")
        assert (event["SUMMARY"], alarm["DESCRIPTION"]) == (shown, shown)
        assert event["DESCRIPTION"] == contents.text.rstrip()


@FEW
@given(wishes())
def test_lines_are_short_and_whole_characters(contents: Contents) -> None:
    written = calendar.write(feed_at(contents))

    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        assert {category(letter) for letter in line.decode()} & {"Cc", "Zl", "Zp"} == set()


@pytest.mark.parametrize("length", range(60, 90))
@pytest.mark.parametrize("letter", ["a", "я", "€", "🌱"])
def test_a_line_of_any_length_is_folded_rightly(length: int, letter: str) -> None:
    text = "x" * (length - 60) + letter * 60

    (event, *_) = events(calendar.write(feed_at(replace(ALWAYS, text=text))))

    assert event["DESCRIPTION"] == text


def test_it_asks_programs_to_be_quiet_and_to_come_once_a_day() -> None:
    read = read_calendar(calendar.write(feed_at(ALWAYS)))

    assert (read["VERSION"], read["PRODID"]) == ("2.0", "-//Calendar//EN")
    assert (read.refresh_interval, read["X-PUBLISHED-TTL"]) == (A_DAY, "P1D")
    for event in read.events:
        assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
        (alarm,) = event.walk("VALARM")
        assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta())


def test_a_paused_one_is_a_calendar_all_the_same() -> None:
    """A calendar needs one part at least; this one has a part that shows nothing."""
    read = read_calendar(calendar.write(feed_at(replace(ALWAYS, is_paused=True))))

    assert (list(read.events), [part.name for part in read.subcomponents]) == ([], ["VTIMEZONE"])
    assert read["X-WR-CALNAME"] == ALWAYS.subject


def test_it_names_neither_the_site_nor_the_zone_nor_its_own_address() -> None:
    written = calendar.write(feed_at(ALWAYS)).decode()

    for secret in (CODE, CODE.lower(), "http", "Moscow", "localhost", "+03", "TZID"):
        assert secret not in written


def test_its_size_follows_from_what_was_set_alone() -> None:
    sizes = {len(calendar.write(feed_at(ALWAYS, code=a_code(number)))) for number in range(40)}

    assert len(sizes) == 1


def test_a_link_stands_below_the_text() -> None:
    written = calendar.write(feed_at(ALWAYS, link="https://example.org/f/x/"))

    assert {event["DESCRIPTION"] for event in events(written)} == {
        "Сегодня пора полить цветы на окне.\n\nhttps://example.org/f/x/"
    }
