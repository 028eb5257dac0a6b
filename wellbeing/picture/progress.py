"""How far the opening of a quarter's box is, in Redis: numbers and stages, no times, nobody's name.

An opening is a *run* with a random number. Whoever begins it, and then the worker that took it up, write its
stage; a run whose worker gives no sign of life any more is over, and has left the box as it was.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.core.cache import cache

# A worker takes a run up within the first, says that it is alive at least as often as the second, and what
# became of a run is told for the third.
ASKED_SECONDS = 60
ALIVE_SECONDS = 30
TOLD_SECONDS = 24 * 60 * 60


class Stage(StrEnum):
    ASKED = "asked"
    READY = "ready"
    HANDED = "handed"
    COUNTING = "counting"
    PUBLISHING = "publishing"
    STOPPED = "stopped"
    UNUSED = "unused"
    FAILED = "failed"


UNDER_WAY = (Stage.ASKED, Stage.READY, Stage.HANDED, Stage.COUNTING, Stage.PUBLISHING)


@dataclass(frozen=True, slots=True)
class Progress:
    """`public` is the one-time public half of the worker, in hexadecimal digits, and `tag` what proves it.

    `counted` is in hundredths: how many there are exactly is nobody's to know.
    """

    run: str
    stage: Stage
    public: str = ""
    tag: str = ""
    counted: int = 0


def read(quarter: date) -> Progress | None:
    """The last run, unless it is long over."""
    found: Progress | None = cache.get(_name(quarter))
    return found


def is_alive(found: Progress) -> bool:
    return cache.get(_alive(found.run)) is not None


def is_under_way(found: Progress | None) -> bool:
    return found is not None and found.stage in UNDER_WAY and is_alive(found)


def begin(quarter: date) -> Progress | None:
    """A new run, to be taken up by a worker. None while there is another."""
    if is_under_way(read(quarter)):
        return None
    begun = Progress(secrets.token_hex(16), Stage.ASKED)
    cache.set(_alive(begun.run), 1, timeout=ASKED_SECONDS)
    say(quarter, begun)
    return begun


def take(quarter: date, run: str) -> Progress | None:
    """For the worker: the run that it was asked for, unless another took it or it is not wanted any more."""
    found = read(quarter)
    is_asked = found is not None and found.run == run and found.stage == Stage.ASKED and is_alive(found)
    is_first = is_asked and cache.add(f"picture-taken:{run}", 1, timeout=TOLD_SECONDS)
    return found if is_first else None


def say(quarter: date, now: Progress) -> None:
    cache.set(_name(quarter), now, timeout=TOLD_SECONDS)


def live(quarter: date, run: str) -> bool:
    """For the worker: a sign of life. False when it is to stop, or another run has begun."""
    cache.set(_alive(run), 1, timeout=ALIVE_SECONDS)
    found = read(quarter)
    return found is not None and found.run == run and cache.get(_stop(run)) is None


def end(quarter: date, now: Progress, stage: Stage) -> None:
    """The run is over, and the box as it was; nothing is said of it if another has begun."""
    cache.delete(_alive(now.run))
    found = read(quarter)
    if found is not None and found.run == now.run:
        say(quarter, replace(now, stage=stage))


def finish(quarter: date, run: str) -> None:
    """The box was opened: there is nothing left to tell."""
    cache.delete_many([_name(quarter), _alive(run)])


def stop(run: str) -> None:
    """The worker ends the run when it looks next."""
    cache.set(_stop(run), 1, timeout=TOLD_SECONDS)


def _name(quarter: date) -> str:
    return f"picture:{quarter.isoformat()}"


def _alive(run: str) -> str:
    return f"picture-alive:{run}"


def _stop(run: str) -> str:
    return f"picture-stop:{run}"
