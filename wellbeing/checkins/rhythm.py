"""When nudges come: a person's rhythm in their own time zone. Implements `wellbeing.outbox.letters.Times`.

A *window* belongs to the local day it starts on, also where it runs over midnight, and so does a nudge in
it: the days between nudges, the rest and the end are counted in days of windows. What exists of a window is
found on the time line of UTC, so hours that daylight saving skips are never drawn, and hours that come twice
count twice. Every second is equally likely, but for the last five minutes: they are left to a late sweep.

Inside, days are ordinals (1 is 0001-01-01, a Monday) and moments are whole seconds since 1970 in UTC.
A zone that `zones` does not hold raises `zoneinfo.ZoneInfoNotFoundError`. Pure: imports no framework.
"""

import math
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import count as counting
from zoneinfo import ZoneInfo, available_timezones

Chance = Callable[[], float]  # draws from 0 <= x < 1
Pieces = list[tuple[int, int]]

MINUTES = 24 * 60  # of a day
HOUR = 60 * 60  # seconds, as is DAY
DAY = 24 * HOUR
EPOCH = date(1970, 1, 1).toordinal()
SECOND = timedelta(seconds=1)

SHORTEST = 60  # minutes of a window
MORNING, NIGHTFALL = 8 * 60, 22 * 60  # what lies outside is night
SPREAD = 3  # days among which that of the next nudge is drawn
SPARE = 5 * 60  # seconds at the end of a window in which nothing is drawn
LATE = 60  # minutes for which a letter handed over after its window still counts as that window's


class Every(StrEnum):
    """How many days lie between two nudges, at least."""

    WEEK = "1w"
    TWO_WEEKS = "2w"
    FOUR_WEEKS = "4w"
    MONTH = "1m"


DAYS = {Every.WEEK: 7, Every.TWO_WEEKS: 14, Every.FOUR_WEEKS: 28}


class Problem(StrEnum):
    """What can be wrong with a rhythm that a person asked for."""

    UNKNOWN_ZONE = "unknown_zone"
    NO_WEEKDAY = "no_weekday"  # none chosen, or a number that is none
    NO_SUCH_TIME = "no_such_time"  # start or end is no minute of a day
    TOO_SHORT = "too_short"  # also a window that ends when it starts
    NIGHT = "night"  # touches the night, which was not chosen
    ENDED = "ended"  # the last day is over
    NEVER = "never"  # sound in its parts, but no nudge fits between tomorrow, or the rest, and the end


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, on which days, at which hours, from when and until when.

    `weekdays`: 0 = Monday. `start`, `end`: minutes of the local day, 0..1439; an `end` at or before `start`
    is on the following day. `ends_on`: the last day on which something is due. `rests_until`: the first.
    """

    every: Every
    weekdays: frozenset[int]
    start: int
    end: int
    zone: str
    ends_on: date
    rests_until: date | None = None

    def allows(self, now: datetime) -> bool:
        """Whether the local wall time of `now` lies in the window of a chosen day, after rest, before end."""
        wall = now.astimezone(_zone(self.zone))
        minute = wall.hour * 60 + wall.minute
        if (minute - self.start) % MINUTES >= self._minutes():
            return False
        day = wall.toordinal() - (minute < self.start)
        return self._chosen(day) and self._is_on(day)

    def opening(self, after: datetime, chance: Chance) -> datetime | None:
        """A drawn moment, not before `after`, in what is left of the window that lasts, or else in the
        next chosen day's if it begins within 24 hours; None if it does not."""
        soonest = math.ceil(after.timestamp())
        today = after.astimezone(_zone(self.zone)).toordinal()
        # Where a zone skips a day, 24 hours reach the day after tomorrow; a night began yesterday.
        last = min(today + 2, self.ends_on.toordinal())
        for day in filter(self._chosen, range(self._earliest(today - 1), last + 1)):
            pieces = [(max(begin, soonest), end) for begin, end in self._pieces(day) if end > soonest]
            if not pieces or pieces[0][0] > soonest + DAY:
                continue
            moment = _draw(pieces, chance)
            # In the last minutes of a window, better at once than in a week.
            if moment is not None or pieces[0][0] == soonest:
                return _at(soonest if moment is None else moment)
        return None

    def next(self, after: datetime, chance: Chance) -> datetime | None:
        """The nudge that follows one at `after`: a drawn moment at least `every` later, counted in days."""
        return self._from(_later(self._day_of(after), self.every), chance)

    def first(self, after: datetime, chance: Chance) -> datetime | None:
        """The first nudge of a new or resumed subscription: never on the day on which it was asked for."""
        return self._from(after.astimezone(_zone(self.zone)).toordinal() + 1, chance)

    def series(self, seed: bytes, since: datetime, count: int) -> tuple[datetime, ...]:
        """At most `count` fixed times from the day after `since`: the same arguments, the same times.

        `seed`: 1 to 64 bytes that cannot be guessed. A rest takes times out and moves none of the others.
        """
        awake = replace(self, rests_until=None)
        times: list[datetime] = []
        moment = awake.first(since, _chance(seed, 0))
        while moment is not None and len(times) < count:
            times.append(moment)
            moment = awake.next(moment, _chance(seed, len(times)))
        return tuple(each for each in times if self._is_on(self._day_of(each)))

    def _minutes(self) -> int:
        """How long the window is by the clock on the wall; a whole day if it ends when it starts."""
        return (self.end - self.start) % MINUTES or MINUTES

    def _chosen(self, day: int) -> bool:
        return (day - 1) % 7 in self.weekdays

    def _is_on(self, day: int) -> bool:
        return self._earliest(day) == day <= self.ends_on.toordinal()

    def _earliest(self, day: int) -> int:
        return day if self.rests_until is None else max(day, self.rests_until.toordinal())

    def _day_of(self, moment: datetime) -> int:
        """The day of the window in which `moment` lies or which has just closed; else its local date."""
        wall = moment.astimezone(_zone(self.zone))
        minute = wall.hour * 60 + wall.minute
        is_in_it = (minute - self.start) % MINUTES < self._minutes() + LATE
        return wall.toordinal() - (is_in_it and minute < self.start)

    def _from(self, day: int, chance: Chance) -> datetime | None:
        """A moment on one of the chosen days among the first from `day`, or on the first after those."""
        day, last = self._earliest(day), self.ends_on.toordinal()
        near = [each for each in range(day, min(day + SPREAD, last + 1)) if self._chosen(each)]
        begin = near[int(chance() * len(near))] if near else day + SPREAD
        for each in filter(self._chosen, range(begin, last + 1)):
            moment = _draw(self._pieces(each), chance)
            if moment is not None:
                return _at(moment)
        return None

    def _pieces(self, day: int) -> Pieces:
        """The stretches of time [begin, end) that the window of `day` really has; none if it was skipped."""
        zone = _zone(self.zone)
        begin = (day - EPOCH) * DAY + self.start * 60
        end = begin + self._minutes() * 60
        offset = _only_offset(zone, day)
        if offset is not None:
            return [(begin - offset, end - offset)]
        pieces: Pieces = []
        for since, until, offset in _runs(zone, begin - DAY, end + DAY):
            piece = max(since, begin - offset), min(until, end - offset)
            if piece[0] >= piece[1]:
                continue
            if pieces and pieces[-1][1] == piece[0]:
                piece = pieces.pop()[0], piece[1]
            pieces.append(piece)
        return pieces


def problems(rhythm: Rhythm, *, now: datetime, night: bool) -> tuple[Problem, ...]:
    """All that is wrong with what a form gave; `night` says that the hours from 22 to 8 were chosen too.

    Never raises, whatever the numbers and the zone are, if the end lies before the year 9999.
    """
    is_zone = rhythm.zone in zones()
    is_time = 0 <= rhythm.start < MINUTES and 0 <= rhythm.end < MINUTES
    is_short = (rhythm.end - rhythm.start) % MINUTES < SHORTEST
    is_night = not MORNING <= rhythm.start < rhythm.end <= NIGHTFALL
    today = now.astimezone(_zone(rhythm.zone) if is_zone else UTC).date()
    found = {
        Problem.UNKNOWN_ZONE: not is_zone,
        Problem.NO_WEEKDAY: not rhythm.weekdays or not rhythm.weekdays <= set(range(7)),
        Problem.NO_SUCH_TIME: not is_time,
        Problem.TOO_SHORT: is_time and is_short,
        Problem.NIGHT: is_time and not is_short and is_night and not night,
        Problem.ENDED: rhythm.ends_on < today,
    }
    if not any(found.values()):
        found[Problem.NEVER] = rhythm.first(now, lambda: 0.0) is None
    return tuple(problem for problem, is_so in found.items() if is_so)


@cache
def zones() -> frozenset[str]:
    """The names a person can choose from: those of the tz database without its two placeholders."""
    return frozenset(available_timezones() - {"Factory", "localtime"})


# ZoneInfo's own cache keeps eight zones; reading one from its file takes longer than anything below.
_zone = cache(ZoneInfo)


def _later(day: int, every: Every) -> int:
    """The same day `every` later; where the next month is too short for it, that month's last."""
    if every in DAYS:
        return day + DAYS[every]
    today = date.fromordinal(day)
    year, month = today.year + today.month // 12, today.month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1])).toordinal()


def _draw(pieces: Pieces, chance: Chance) -> int | None:
    """A moment of the pieces, each equally likely, none in the last minutes of a piece; None if all are."""
    usable = [(begin, end - SPARE) for begin, end in pieces if end - begin > SPARE]
    if not usable:
        return None
    place = int(chance() * sum(end - begin for begin, end in usable))
    for begin, end in usable:
        if place < end - begin:
            break
        place -= end - begin
    return begin + place


@lru_cache(maxsize=2048)
def _only_offset(zone: ZoneInfo, day: int) -> int | None:
    """The offset of `zone` around the windows of `day`, if it stays the same.

    No window is longer than a day and no offset reaches one, so all of them lie within these four days.
    """
    begin = (day - EPOCH) * DAY
    before, after = _offset(zone, begin - DAY), _offset(zone, begin + 3 * DAY)
    return before if before == after else None


def _offset(zone: ZoneInfo, moment: int) -> int:
    """By how many seconds the clocks of `zone` are ahead of UTC at `moment`."""
    return (datetime.fromtimestamp(moment, zone).utcoffset() or timedelta()) // SECOND


def _runs(zone: ZoneInfo, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The stretches (since, until, offset) between `begin` and `end` in which the offset stays the same."""
    since, offset = begin, _offset(zone, begin)
    for hour in range(begin + HOUR, end + HOUR, HOUR):
        if (following := _offset(zone, hour)) != offset:
            change = _change(zone, hour - HOUR, hour)
            yield since, change, offset
            since, offset = change, following
    yield since, end, offset


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """The second between the two at which the offset of `before` is over."""
    old = _offset(zone, before)
    seconds = range(before, after)
    return before + bisect_left(seconds, True, key=lambda moment: _offset(zone, moment) != old)


def _at(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)


def _chance(seed: bytes, index: int) -> Chance:
    """Draws that follow from seed and index alone."""
    draws = counting()

    def chance() -> float:
        drawn = blake2b(b"%d %d" % (index, next(draws)), key=seed, digest_size=8).digest()
        return (int.from_bytes(drawn, "big") >> 11) / 2**53

    return chance
