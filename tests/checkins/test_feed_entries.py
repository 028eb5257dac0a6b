"""When a feed is over, and what its code gives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.checkins.subscribed import CODE, OTHER, feed_at
from tests.factories.checkins import create_contents, create_rhythm
from wellbeing.checkins.feeds import entries

ALWAYS = create_contents(address="", has_link=False)
A_WEEK, A_SECOND = timedelta(days=7), timedelta(seconds=1)


@pytest.mark.parametrize("is_paused", [False, True])
def test_a_feed_lingers_for_a_week_after_its_last_entry(*, is_paused: bool) -> None:
    last = feed_at(ALWAYS).times[-1]
    contents = replace(ALWAYS, is_paused=is_paused)

    there = [entries.feed_of(CODE, contents, now=last + A_WEEK + after) for after in (timedelta(), A_SECOND)]

    assert [each is not None for each in there] == [True, False]


def test_one_without_entries_lasts_until_a_week_after_its_end() -> None:
    contents = create_contents(rhythm=create_rhythm(ends_on=date(2026, 11, 22), zone="Asia/Tokyo"))
    end = datetime(2026, 11, 29, 15, tzinfo=UTC)

    there = [entries.feed_of(CODE, contents, now=end + after) for after in (timedelta(), A_SECOND)]

    assert [each is not None for each in there] == [True, False]
    assert there[0] is not None
    assert there[0].times == ()


def test_the_code_gives_the_times_and_the_ids_and_shows_in_neither() -> None:
    feed, other = feed_at(ALWAYS), feed_at(ALWAYS, code=OTHER)

    assert feed.times == ALWAYS.times(entries.seed(CODE))
    assert set(feed.times) & set(other.times) == set()
    assert len(entries.seed(CODE)) == 32
    assert CODE.encode() not in entries.seed(CODE)
    assert feed.id("event", "x") == feed.id("event", "x") != other.id("event", "x")
    assert isinstance(feed.id("x"), UUID)
    assert feed.id("x").version == 4


def test_parts_of_an_id_are_kept_apart() -> None:
    feed = feed_at(ALWAYS)

    assert feed.id("event", "a", "bc") != feed.id("event", "ab", "c")


def test_words_lose_what_no_program_shows_and_nothing_else() -> None:
    unseen = replace(ALWAYS, subject=" a\tb\nc ", text="one\r\ntwo\x00\x1b\n\n", has_link=True)

    feed = feed_at(unseen, link="https://example.org/")

    assert (feed.subject, feed.text) == ("a b c", "one\ntwo\n\nhttps://example.org/")
