"""Who moves up when places are free: in the order in which people came, those who come together together.

A group takes the places of all its people or none. While there is time, free places are kept for whoever is
first, so that a group at the head is not passed again and again by single people. In the last days before
the first session an empty chair would help nobody: then a group that does not fit is passed by those who do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Generic, TypeVar

KEPT_UNTIL = timedelta(days=7)
# How long a place that became free is kept for whoever moved up to it.
ANSWER_TIME = timedelta(hours=48)
LEAST_ANSWER_TIME = timedelta(hours=4)
# The day in which people are asked to answer.
MORNING, EVENING = time(10), time(22)

Id = TypeVar("Id")


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Id]):
    """A person or a group that waits: how many they are, and which in the order of coming."""

    id: Id
    size: int
    number: int


def moving_up(waiting: Iterable[Waiting[Id]], *, free: int, keeps_order: bool) -> list[Id]:
    """Whom the free places go to, in the order of coming."""
    found = []
    for each in sorted(waiting, key=lambda each: each.number):
        if each.size <= free:
            found.append(each.id)
            free -= each.size
        elif keeps_order:
            break
    return found


def keeps_order(begins: datetime, now: datetime) -> bool:
    """Whether free places are still kept for whoever is first."""
    return now < begins - KEPT_UNTIL


def answer_by(begins: datetime, now: datetime, zone: tzinfo) -> datetime:
    """Until when somebody who moved up may say yes: two days, less when the first session is near, but at
    least four hours of the day by the clocks of the run; never at night, unless the session begins then.

    A whole hour, so that the row tells nobody when a place became free. Never after the first session
    has begun.
    """
    until = _whole_hour(now + min(ANSWER_TIME, (begins - now) / 2))
    evening = _by_day(until.astimezone(zone))
    return min(max(evening, _hours_of_the_day(now.astimezone(zone))), begins).astimezone(UTC)


def _by_day(until: datetime) -> datetime:
    """The same moment, or the evening before one that lies in the night."""
    if until.time() < MORNING:
        until = datetime.combine(until.date() - timedelta(days=1), EVENING, until.tzinfo)
    return min(until, datetime.combine(until.date(), EVENING, until.tzinfo))


def _hours_of_the_day(now: datetime) -> datetime:
    """The whole hour by which the least time to answer has passed, nights left out."""
    start = max(now, datetime.combine(now.date(), MORNING, now.tzinfo))
    over = start + LEAST_ANSWER_TIME - datetime.combine(now.date(), EVENING, now.tzinfo)
    if over > timedelta(0):
        rest = min(over, LEAST_ANSWER_TIME)
        start = datetime.combine(now.date() + timedelta(days=1), MORNING, now.tzinfo) + rest
        return _whole_hour(start)
    return _whole_hour(start + LEAST_ANSWER_TIME)


def _whole_hour(at: datetime) -> datetime:
    """The next one, or this moment if it is one."""
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(hours=1)
