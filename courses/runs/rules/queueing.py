"""Who moves up when places are free: in the order in which people came, those who come together together.

A group takes the places of all its people or none. While there is time, free places are kept for whoever is
first, so that a group at the head is not passed again and again by single people. In the last days before
the first session an empty chair would help nobody: then a group that does not fit is passed by those who do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

KEPT_UNTIL = timedelta(days=7)
# How long a place that became free is kept for whoever moved up to it.
ANSWER_TIME = timedelta(hours=48)
LEAST_ANSWER_TIME = timedelta(hours=4)

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


def answer_by(begins: datetime, now: datetime) -> datetime:
    """Until when somebody who moved up may say yes: two days, less when the first session is near.

    A whole hour, so that the row tells nobody when a place became free. Never after the first session
    has begun.
    """
    longest = max(LEAST_ANSWER_TIME, min(ANSWER_TIME, (begins - now) / 2))
    whole = (now + longest).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return min(whole, begins)
