"""Atom feeds, as a program reads them that is not ours, for any person in any zone."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checkins.rhythms import A_DAY, window_day
from tests.checkins.subscribed import CODE, OTHER, a_code, feed_at, set_up_at, wishes
from tests.factories.checkins import create_contents
from wellbeing.checkins.contents import Contents
from wellbeing.checkins.feeds import atom

FEW = settings(max_examples=60)
ALWAYS = create_contents(address="", has_link=False)
A_SECOND = timedelta(seconds=1)

WHOLE = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{feed}</id><title>Полить цветы</title><author><name>Полить цветы</name></author>
<updated>{time}</updated>
<entry><id>{entry}</id><title>Полить цветы</title><published>{time}</published><updated>{time}</updated>\
<content type="html">Сегодня пора полить цветы на окне.</content></entry>
</feed>
"""


def read(written: bytes) -> Any:
    """As the library reads it; asserts that nothing in it had to be guessed."""
    found = feedparser.parse(written, response_headers={"content-type": atom.CONTENT_TYPE})
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def feed_then(contents: Contents, now: datetime, **others: Any) -> bytes:
    return atom.write(feed_at(contents, **others), now=now)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


class Shown(HTMLParser):
    """The text of a piece of HTML and the addresses of its links, as a person sees them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.links = "", []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text += "\n"
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_this_is_all_that_stands_in_it() -> None:
    time = feed_at(ALWAYS).times[0]

    written = feed_then(ALWAYS, time)

    found = read(written)
    moment = f"{time:%Y-%m-%dT%H:%M:%SZ}"
    assert written.decode() == WHOLE.format(feed=found.feed.id, entry=found.entries[0].id, time=moment)


@FEW
@given(wishes(), st.integers(0, 240))
def test_there_is_nothing_but_the_newest_whose_time_has_come(contents: Contents, days: int) -> None:
    now = set_up_at(contents) + days * A_DAY
    come = [time for time in feed_at(contents).times if time <= now]

    found = read(feed_then(contents, now))

    assert [at(entry.updated) for entry in found.entries] == come[-1:]
    assert at(found.feed.updated) == (come[-1] if come else datetime(1970, 1, 1, tzinfo=UTC))
    for entry in found.entries:
        assert entry.published == entry.updated == found.feed.updated
        assert window_day(contents.rhythm, at(entry.updated)) is not None


@FEW
@given(wishes())
def test_an_entry_comes_to_the_second_and_stays_the_same_until_the_next(contents: Contents) -> None:
    times = feed_at(contents).times
    for time, following in itertools.pairwise(times):
        before, first, last = (
            feed_then(contents, now) for now in (time - A_SECOND, time, following - A_SECOND)
        )
        assert before != first == last


@FEW
@given(wishes())
def test_no_two_entries_share_an_id_and_no_two_feeds_either(contents: Contents) -> None:
    ids = set()
    for code in (CODE, OTHER):
        times = feed_at(contents, code=code).times
        read_ = [read(feed_then(contents, time, code=code)) for time in times]
        mine = {found.feed.id for found in read_} | {found.entries[0].id for found in read_}
        assert len(mine) == (len(times) + 1 if times else 0)
        assert all(each.startswith("urn:uuid:") for each in mine)
        assert mine & ids == set()
        ids |= mine


@FEW
@given(wishes())
def test_words_arrive_as_they_were_written(contents: Contents) -> None:
    times = feed_at(contents).times
    for time in times[:1]:
        found = read(feed_then(contents, time))
        (entry,) = found.entries
        shown = " ".join(contents.subject.split())
        assert (found.feed.title, found.feed.author, entry.title) == (shown, shown, shown)
        (content,) = raw(feed_then(contents, time), "content")
        assert Shown(content).text == contents.text.rstrip()
        assert entry.content[0].type == "text/html"


def raw(written: bytes, name: str) -> list[str]:
    """The text of each such element of an entry. feedparser mends the HTML in it."""
    space = "{http://www.w3.org/2005/Atom}"
    return [each.text or "" for each in ElementTree.fromstring(written).iter(f"{space}{name}")]  # noqa: S314


def test_other_words_do_not_make_it_new_again() -> None:
    time = feed_at(ALWAYS).times[2]
    changed = replace(ALWAYS, subject="Почта", text="Забрать посылку.")

    one, other = read(feed_then(ALWAYS, time)), read(feed_then(changed, time))

    assert (one.feed.id, one.entries[0].id) == (other.feed.id, other.entries[0].id)
    assert (other.entries[0].title, other.entries[0].updated) == ("Почта", one.entries[0].updated)


def test_a_link_stands_below_the_text() -> None:
    address = "https://example.org/f/x/"
    written = feed_then(ALWAYS, feed_at(ALWAYS).times[0], link=address)

    shown = Shown(raw(written, "content")[0])

    assert (shown.text, shown.links) == (f"{ALWAYS.text}\n\n{address}", [address])
    assert read(written).entries[0].content[0].value.count(f'href="{address}"') == 1


def test_words_that_are_markup_stay_words() -> None:
    hostile = replace(
        ALWAYS, subject="<b>x</b>", text='https://x/"><img src=x>\n</content><script>&amp;</script>'
    )

    written = feed_then(hostile, feed_at(hostile).times[0])

    assert Shown(raw(written, "content")[0]).text == hostile.text
    assert read(written).entries[0].title == "<b>x</b>"
    assert "<img" not in read(written).entries[0].content[0].value


def test_a_paused_one_is_an_empty_feed() -> None:
    time = feed_at(ALWAYS).times[3]

    found = read(feed_then(replace(ALWAYS, is_paused=True), time))

    assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_it_names_neither_the_site_nor_a_program_nor_its_own_address() -> None:
    written = feed_then(ALWAYS, feed_at(ALWAYS).times[0]).decode()

    without_standard = written.replace("http://www.w3.org/2005/Atom", "")
    for secret in (CODE, CODE.lower(), "http", "<link", "generator", "lang", "Moscow", "localhost"):
        assert secret not in without_standard


def test_its_size_follows_from_what_was_set_alone() -> None:
    """Not even how many have come can be seen in it."""
    sizes = set()
    for number in range(10):
        code = a_code(number)
        sizes |= {len(feed_then(ALWAYS, time, code=code)) for time in feed_at(ALWAYS, code=code).times}

    assert len(sizes) == 1
