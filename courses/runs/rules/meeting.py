"""The times of a run's sessions: local as people typed them, and what is wrong with them."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
FARTHEST = timedelta(days=550)
MOST = 40

Span = tuple[datetime, datetime, int]  # begins, ends, and the place of the session in the list


class Fault(StrEnum):
    """What is wrong with one session, or with all of them."""

    NONE_AT_ALL = "none_at_all"
    TOO_MANY = "too_many"
    NO_SUCH_TIME = "no_such_time"  # left out on the day on which clocks are put forward
    BACKWARDS = "backwards"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    PAST = "past"
    TOO_FAR = "too_far"
    OVERLAPS = "overlaps"  # with one that begins before it


@dataclass(frozen=True, slots=True)
class Typed:
    """One session as it was typed: local times without a zone, and the zone's name."""

    starts: datetime
    ends: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Found:
    """A fault and the place of the session it is in; None for all of them together."""

    place: int | None
    fault: Fault


def moment(local: datetime, zone: str) -> datetime | None:
    """A local time in UTC; None for a time that clocks leave out, or that no calendar has in UTC. Of a time
    that comes twice, the first."""
    aware = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    try:
        back = aware.astimezone(UTC).astimezone(aware.tzinfo)
    except OverflowError:
        return None
    return aware.astimezone(UTC) if back.replace(tzinfo=None) == local else None


def faults(sessions: Sequence[Typed], now: datetime, *, begun: Container[int] = ()) -> list[Found]:
    """Everything that is wrong with the sessions of a run, each said once, in their order.

    `begun` are the places of those that stood in the plan before they began: they may lie in the past.
    """
    if not sessions:
        return [Found(None, Fault.NONE_AT_ALL)]
    if len(sessions) > MOST:
        return [Found(None, Fault.TOO_MANY)]
    spans: list[Span] = []
    found = []
    for place, typed in enumerate(sessions):
        starts, ends = moment(typed.starts, typed.zone), moment(typed.ends, typed.zone)
        if starts is None or ends is None:
            found.append(Found(place, Fault.NO_SUCH_TIME))
        elif (fault := _of_one(starts, ends, now)) and not (fault is Fault.PAST and place in begun):
            found.append(Found(place, fault))
        else:
            spans.append((starts, ends, place))
    found += [Found(place, Fault.OVERLAPS) for place in _overlapping(sorted(spans))]
    return sorted(found, key=lambda each: each.place or 0)


def _of_one(starts: datetime, ends: datetime, now: datetime) -> Fault | None:
    """What is wrong with a session by itself. Its length is real time, whatever the clocks do meanwhile."""
    length = ends - starts
    checks = (
        (length <= timedelta(0), Fault.BACKWARDS),
        (length < SHORTEST, Fault.TOO_SHORT),
        (length > LONGEST, Fault.TOO_LONG),
        (starts <= now, Fault.PAST),
        (starts > now + FARTHEST, Fault.TOO_FAR),
    )
    return next((fault for is_so, fault in checks if is_so), None)


def _overlapping(spans: Sequence[Span]) -> list[int]:
    """The places of those that begin before an earlier one ends; spans come in the order of beginning."""
    found, last = [], datetime.min.replace(tzinfo=UTC)
    for starts, ends, place in spans:
        if starts < last:
            found.append(place)
        last = max(last, ends)
    return found
