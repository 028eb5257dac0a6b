"""Rhythms to test with, and a slow second opinion on them that shares nothing with the code under test.

It asks of each moment what the clock on the wall shows there; it never turns a wall time into a moment.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellbeing.checkins.rhythm import Every, Rhythm

A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
ALMOST_ONE = 1 - 2**-53
NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def rhythm_of(
    *,
    zone: str = "Europe/Berlin",
    window: str = "09:00-12:00",
    weekdays: str | frozenset[int] = "Mo Tu We Th Fr Sa Su",
    every: Every = Every.WEEK,
    ends_on: date = date(2100, 1, 1),
    rests_until: date | None = None,
) -> Rhythm:
    """A rhythm as a person would say it."""
    if isinstance(weekdays, str):
        weekdays = frozenset(NAMES.index(name) for name in weekdays.split())
    start, end = (int(each[:2]) * 60 + int(each[3:]) for each in window.split("-"))
    return Rhythm(every, weekdays, start, end, zone, ends_on, rests_until)


def lowest() -> float:
    """The chance that draws the first of everything."""
    return 0.0


def highest() -> float:
    """The chance that draws the last of everything."""
    return ALMOST_ONE


def utc(text: str) -> datetime:
    """`2026-03-29 01:30` or with seconds, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(rhythm: Rhythm, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(rhythm.zone)).replace(tzinfo=None)


def window_day(rhythm: Rhythm, moment: datetime) -> date | None:
    """The chosen day, neither in the rest nor after the end, in whose window the clock shows `moment`."""
    shown = wall(rhythm, moment)
    minute = shown.hour * 60 + shown.minute
    closes = rhythm.end if rhythm.end > rhythm.start else rhythm.end + 24 * 60
    if rhythm.start <= minute < closes:
        day = shown.date()
    elif minute + 24 * 60 < closes:
        day = shown.date() - A_DAY
    else:
        return None
    return day if is_chosen(rhythm, day) and is_on(rhythm, day) else None


def is_chosen(rhythm: Rhythm, day: date) -> bool:
    return day.weekday() in rhythm.weekdays


def is_on(rhythm: Rhythm, day: date) -> bool:
    return (rhythm.rests_until or date.min) <= day <= rhythm.ends_on


def is_sweepable(rhythm: Rhythm, moment: datetime) -> bool:
    """Whether the window at `moment` lasts for five minutes more, without a break."""
    day = window_day(rhythm, moment)
    soon = (moment + minute * A_MINUTE for minute in range(1, 6))
    return day is not None and all(window_day(rhythm, each) == day for each in soon)


def minutes(rhythm: Rhythm, day: date) -> list[datetime]:
    """Every minute at which the nudge of `day` may come, by looking at each from when it is `day` anywhere
    to when the day after is over everywhere."""
    begin = datetime.combine(day, time(10), UTC) - A_DAY
    every = (begin + minute * A_MINUTE for minute in range((14 + 48 + 12) * 60))
    return [each for each in every if window_day(rhythm, each) == day and is_sweepable(rhythm, each)]


def later(rhythm: Rhythm, day: date) -> date:
    """The first day on which the nudge after one on `day` may come."""
    if rhythm.every is not Every.MONTH:
        return day + timedelta(weeks=int(rhythm.every.value[0]))
    following = day
    while following.month == day.month or following.day < day.day:
        following += A_DAY
        if (following.month - day.month) % 12 == 2:
            return following - A_DAY
    return following


def day_of(rhythm: Rhythm, moment: datetime) -> date:
    """The local date of `moment`, but yesterday in the night that began then, and for an hour after it."""
    shown = wall(rhythm, moment)
    midnight = datetime.combine(shown, time())
    closes = midnight + timedelta(minutes=rhythm.end)
    if rhythm.end > rhythm.start:
        closes -= A_DAY
    is_night = shown < closes + timedelta(hours=1) and shown < midnight + timedelta(minutes=rhythm.start)
    return shown.date() - A_DAY if is_night else shown.date()


def days(begin: date, end: date) -> Iterator[date]:
    """Those from `begin` to before `end`."""
    while begin < end:
        yield begin
        begin += A_DAY


def may_follow(rhythm: Rhythm, earliest: date, day: date | None) -> bool:
    """Whether a nudge not before `earliest` may fall on `day`, or None come of it.

    It is due on a chosen day among the first three, or else on the first after them, and moves from
    there over chosen days only where their window does not exist.
    """
    earliest = max(earliest, rhythm.rests_until or date.min)
    if day is not None and not (earliest <= day <= rhythm.ends_on and is_chosen(rhythm, day)):
        return False
    stop = rhythm.ends_on + A_DAY if day is None else day
    near = [each for each in days(earliest, earliest + 3 * A_DAY) if is_chosen(rhythm, each)]
    near = [each for each in near if is_on(rhythm, each)] or [earliest + 3 * A_DAY]
    if day in near:
        return True
    passed = (each for each in days(near[-1], stop) if is_chosen(rhythm, each))
    return all(not minutes(rhythm, each) for each in passed)
