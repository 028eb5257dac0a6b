"""Until when an offer of a place can be answered. Imports no framework."""

from datetime import UTC, datetime, time, timedelta, tzinfo

# Nobody has to answer at night: by the clocks of the round, time to answer ends within this part of a day.
MORNING, EVENING = time(10), time(22)
# Whoever moves up on the last days has this long at least; with less left before the first day, nobody does.
LEAST = timedelta(hours=4)


def answer_by(now: datetime, hours: int, zone: tzinfo, begins: datetime) -> datetime | None:
    """A whole hour, so that the row tells nobody when a place became free: never sooner than the promised
    `hours` but for the retreat, which `begins` first; None when too little is left before it."""
    until = _by_day(_whole_hour(now + timedelta(hours=hours)).astimezone(zone))
    last = _last_evening(begins.astimezone(zone))
    if last < now + LEAST:
        return None
    return min(until, last).astimezone(UTC)


def _by_day(until: datetime) -> datetime:
    """The same moment, or the morning after the night that it lies in."""
    if until.time() > EVENING:
        return datetime.combine(until.date() + timedelta(days=1), MORNING, until.tzinfo)
    return max(until, datetime.combine(until.date(), MORNING, until.tzinfo))


def _last_evening(begins: datetime) -> datetime:
    """The last whole hour by day that is not after the beginning."""
    if begins.time() < MORNING:
        return datetime.combine(begins.date() - timedelta(days=1), EVENING, begins.tzinfo)
    whole = begins.replace(minute=0, second=0, microsecond=0)
    return min(whole, datetime.combine(begins.date(), EVENING, begins.tzinfo))


def _whole_hour(at: datetime) -> datetime:
    """The next one, or this moment if it is one."""
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(hours=1)
