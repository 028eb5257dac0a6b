"""When a note may reach somebody: by day, at a drawn moment. Implements `letters.Times`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

MOSCOW = 3  # hours ahead of UTC, all year round
EARLIEST, LATEST = -11, 10  # hours ahead of Moscow's, of every clock that somebody lives by
FIRST, LAST = 9, 20
SPARE = timedelta(minutes=5)  # at the end of a day, left to a late sweep
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ByDay:
    """From 9 to 20 by a clock `ahead` hours ahead of Moscow's, on every day; a single message."""

    ahead: int = 0

    def allows(self, now: datetime) -> bool:
        return FIRST <= now.astimezone(self._clock()).hour < LAST

    def opening(self, after: datetime, chance: Callable[[], float]) -> datetime:
        """A drawn moment, not before `after`, in what is left of the day, or else in the next one."""
        begin, end = self._day(after)
        if max(after, begin) >= end:
            begin, end = self._day(after + DAY)
        begin = max(after, begin)
        return (begin + (end - begin) * chance()).replace(microsecond=0) + timedelta(seconds=1)

    def next(self, after: datetime, chance: Callable[[], float]) -> None:
        return None

    def _day(self, moment: datetime) -> tuple[datetime, datetime]:
        day = moment.astimezone(self._clock()).date()
        begin = datetime.combine(day, time(FIRST), self._clock())
        return begin, datetime.combine(day, time(LAST), self._clock()) - SPARE

    def _clock(self) -> timezone:
        return timezone(timedelta(hours=MOSCOW + self.ahead))
