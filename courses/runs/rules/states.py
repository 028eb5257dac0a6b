"""The states of a run, and what each of them permits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """What colleagues decided of a run."""

    PLANNED = "planned"
    PUBLISHED = "published"
    DONE = "done"
    CANCELLED = "cancelled"


class State(StrEnum):
    """Where a run stands: what was decided of it, how many places are taken, and the time."""

    PLANNED = "planned"
    OPEN = "open"
    FULL = "full"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class Deed(StrEnum):
    """What may be done with a run, by colleagues or by those who take part."""

    CHANGE = "change"  # course, regions, form, places, how to join
    MOVE = "move"  # the times of sessions that have not begun, and who holds the run, and where they are
    PUBLISH = "publish"
    ENROL = "enrol"  # take a place, or wait for one
    LEAVE = "leave"
    MARK = "mark"  # who came
    TELL = "tell"  # a neutral message to all
    FINISH = "finish"
    CANCEL = "cancel"


PERMITS: dict[State, frozenset[Deed]] = {
    State.PLANNED: frozenset({Deed.CHANGE, Deed.MOVE, Deed.PUBLISH, Deed.CANCEL}),
    State.OPEN: frozenset({Deed.CHANGE, Deed.MOVE, Deed.ENROL, Deed.LEAVE, Deed.TELL, Deed.CANCEL}),
    State.FULL: frozenset({Deed.CHANGE, Deed.MOVE, Deed.ENROL, Deed.LEAVE, Deed.TELL, Deed.CANCEL}),
    State.RUNNING: frozenset({Deed.MOVE, Deed.LEAVE, Deed.MARK, Deed.TELL, Deed.FINISH, Deed.CANCEL}),
    State.DONE: frozenset({Deed.LEAVE}),
    State.CANCELLED: frozenset({Deed.LEAVE}),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a state follows from. `begins` is when the first session begins, None while there is none."""

    status: Status
    taken: int
    capacity: int
    begins: datetime | None


def state(facts: Facts, now: datetime) -> State:
    """Where a run stands at a moment."""
    if facts.status is not Status.PUBLISHED:
        return State(facts.status.value)
    if facts.begins is not None and facts.begins <= now:
        return State.RUNNING
    return State.FULL if facts.taken >= facts.capacity else State.OPEN


def permits(facts: Facts, deed: Deed, now: datetime) -> bool:
    """Whether something may be done with a run at a moment."""
    return deed in PERMITS[state(facts, now)]
