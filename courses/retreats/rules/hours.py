"""When a retreat begins and ends by the clocks where it is held. Imports no framework."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def of_day(day: date, minutes: int, zone: str) -> datetime:
    """The moment so many minutes into a day, as clocks there show it."""
    local = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def begins(first: date, zone: str) -> datetime:
    """Midnight before the first day."""
    return of_day(first, 0, zone)


def ends(last: date, zone: str) -> datetime:
    """Midnight after the last day."""
    return of_day(last + timedelta(days=1), 0, zone)
