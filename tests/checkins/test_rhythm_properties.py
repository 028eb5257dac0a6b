"""What holds of every rhythm, in every zone, for ten years; the clock on the wall is the judge."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checkins.rhythms import (
    A_DAY,
    A_MINUTE,
    ALMOST_ONE,
    day_of,
    is_sweepable,
    later,
    may_follow,
    minutes,
    wall,
    window_day,
)
from wellbeing.checkins.rhythm import Every, Rhythm

ZONES = sorted(available_timezones())
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2036, 1, 1, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


def draw_rhythm(random: Random, zone: str, every: Every) -> Rhythm:
    """Any window of an hour to a day, over midnight or not, a third of them of just an hour."""
    start = random.randrange(1440)
    length = random.choice((60, random.randint(60, 1440), random.randint(60, 1440)))
    weekdays = frozenset(random.sample(range(7), random.randint(1, 7)))
    return Rhythm(every, weekdays, start, (start + length) % 1440, zone, END.date())


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    begin = draw(st.dates(BEGIN.date(), END.date()))
    rest = st.dates(begin, begin + 40 * A_DAY)
    start = draw(st.integers(0, 1439))
    length = draw(st.just(60) | st.integers(60, 1440))
    return Rhythm(
        draw(st.sampled_from(Every)),
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        start,
        (start + length) % 1440,
        draw(st.sampled_from(ZONES)),
        ends_on=begin + draw(st.integers(0, 200)) * A_DAY,
        rests_until=draw(st.none() | rest),
    )


@st.composite
def moments(draw: st.DrawFn, rhythm: Rhythm) -> datetime:
    """Any in the life of the rhythm, often on the edge of a window."""
    begin = datetime.combine(rhythm.ends_on, time(), UTC)
    day = begin - draw(st.integers(-2, 210)) * A_DAY
    if draw(st.booleans()):
        edge = draw(st.sampled_from([rhythm.start, rhythm.end]))
        there = day.replace(tzinfo=ZoneInfo(rhythm.zone)) + timedelta(minutes=edge)
        return there.astimezone(UTC) + timedelta(seconds=draw(st.integers(-400, 400)))
    return day + timedelta(microseconds=draw(st.integers(0, 86_400_000_000 - 1)))


chances = st.floats(0, ALMOST_ONE)


@pytest.mark.parametrize("every", Every)
def test_ten_years_in_every_zone(every: Every) -> None:
    """From first to last: in a window, swept in time, far enough apart, not further than chosen."""
    for zone in ZONES:
        random = Random(f"{zone} {every}")
        rhythm = draw_rhythm(random, zone, every)
        asked = BEGIN + timedelta(minutes=random.randrange(1440))

        earliest: date = wall(rhythm, asked).date() + A_DAY
        moment = rhythm.first(asked, random.random)
        for count in itertools.count():
            day = moment and window_day(rhythm, moment)
            assert may_follow(rhythm, earliest, day), (rhythm, count, moment)
            if moment is None or day is None:
                break
            assert rhythm.allows(moment), (rhythm, count, moment)
            assert window_day(rhythm, moment + 5 * A_MINUTE) == day, (rhythm, count, moment)
            earliest = later(rhythm, day)
            moment = rhythm.next(moment, random.random)

        assert moment is None, rhythm
        assert count > 90, rhythm  # a month and six days to the only weekday, at the slowest


def changes(zone: str) -> list[datetime]:
    """The hours at which the clocks of `zone` change, in ten years."""

    def offset(moment: datetime) -> timedelta | None:
        return moment.astimezone(ZoneInfo(zone)).utcoffset()

    weeks = [BEGIN + 7 * A_DAY * week for week in range(520)]
    changing = [begin for begin in weeks if offset(begin) != offset(begin + 7 * A_DAY)]
    hours = [[begin + timedelta(hours=hour) for hour in range(7 * 24 + 1)] for begin in changing]
    return [next(each for each in found if offset(each) == offset(found[-1])) for found in hours]


def test_every_minute_that_exists_is_drawn_alike_when_clocks_change() -> None:
    """One chance for each minute there is draws each of them once: none missing, none twice as often."""
    seen = 0
    for zone in ZONES:
        random = Random(zone)
        for change in random.sample(found := changes(zone), min(1, len(found))):
            near = change.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            near -= timedelta(minutes=random.randrange(-60, 240))
            end = near + timedelta(minutes=random.randint(60, 240))
            start, end = (each.hour * 60 + each.minute for each in (near, end))
            rhythm = Rhythm(Every.WEEK, frozenset({near.weekday()}), start, end, zone, near.date())
            real = minutes(rhythm, near.date())
            asked = datetime.combine(near - A_DAY, time(12), ZoneInfo(zone))

            evenly = [(minute + 0.51) / len(real) for minute in range(len(real))]
            drawn = [rhythm.first(asked, lambda x=x: x) for x in evenly]
            assert drawn == [each + timedelta(seconds=30) for each in real], rhythm
            assert real or rhythm.first(asked, random.random) is None, rhythm
            seen += 1
    assert seen > 150


@settings(max_examples=300)
@given(st.data())
def test_allows_is_what_the_wall_shows(data: st.DataObject) -> None:
    rhythm = data.draw(rhythms())
    moment = data.draw(moments(rhythm))

    assert rhythm.allows(moment) == (window_day(rhythm, moment) is not None)


@settings(max_examples=300)
@given(st.data())
def test_next_is_far_enough_and_no_further(data: st.DataObject) -> None:
    """Counted from the day of the window that `after` lies in, or has just left, or else from its date."""
    rhythm = data.draw(rhythms())
    after = data.draw(moments(rhythm))
    draws = data.draw(st.tuples(chances, chances))

    moment = rhythm.next(after, iter(draws).__next__)

    earliest = later(rhythm, day_of(rhythm, after))
    assert may_follow(rhythm, earliest, moment and window_day(rhythm, moment))
    assert moment is None or is_sweepable(rhythm, moment)


@settings(max_examples=300)
@given(st.data())
def test_first_is_not_today(data: st.DataObject) -> None:
    rhythm = data.draw(rhythms())
    asked = data.draw(moments(rhythm))
    draws = data.draw(st.tuples(chances, chances))

    moment = rhythm.first(asked, iter(draws).__next__)

    tomorrow = wall(rhythm, asked).date() + A_DAY
    assert may_follow(rhythm, tomorrow, moment and window_day(rhythm, moment))


@settings(max_examples=300)
@given(st.data())
def test_opening_is_in_this_window_or_the_next_within_a_day(data: st.DataObject) -> None:
    rhythm = data.draw(rhythms())
    after = data.draw(moments(rhythm))
    drawn = data.draw(chances)

    moment = rhythm.opening(after, lambda: drawn)

    soonest = after if after.microsecond == 0 else after.replace(microsecond=0) + A_SECOND
    expected = window_day(rhythm, soonest)
    if expected is None:
        coming = (each for each in [soonest, *minutes_of_a_day(soonest)] if is_sweepable(rhythm, each))
        begin = next(coming, None)
        expected = begin and window_day(rhythm, begin)
    assert (moment and window_day(rhythm, moment)) == expected
    assert moment is None or moment == soonest or (moment > after and is_sweepable(rhythm, moment))


def minutes_of_a_day(after: datetime) -> Iterator[datetime]:
    """The full minutes in the 24 hours from `after`."""
    begin = after.replace(second=0) + A_MINUTE
    return (begin + minute * A_MINUTE for minute in range(1440))


@given(st.data(), st.binary(min_size=1, max_size=64))
def test_series_goes_on_as_it_began(data: st.DataObject, seed: bytes) -> None:
    """It keeps the cadence, more of it begins with less of it, and a rest only takes out."""
    rhythm = data.draw(rhythms())
    awake = replace(rhythm, rests_until=None)
    since = data.draw(moments(rhythm))
    count = data.draw(st.integers(0, 12))

    times = awake.series(seed, since, 12)

    earliest = wall(rhythm, since).date() + A_DAY
    for each in times:
        assert may_follow(awake, earliest, window_day(awake, each))
        earliest = later(rhythm, day_of(rhythm, each))
    assert len(times) == 12 or may_follow(awake, earliest, None)
    assert awake.series(seed, since, count) == times[:count]
    assert rhythm.series(seed, since, 12) == tuple(each for each in times if rhythm.allows(each))
