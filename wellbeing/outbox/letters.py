"""What is sent, when it may be, and how handing it over can end. Imports no framework.

A *letter* is one message ready to go. Its *times* say when it may go and when the next one is due;
whoever reminds brings its own. A carrier hands letters over and says how that ended by returning or by
raising one of the exceptions below, none of which carries a text or an address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """How handing over one letter ended."""

    SENT = "sent"
    FAILED = "failed"  # not handed over; may be tried again
    REFUSED = "refused"  # the address is refused for good
    UNCERTAIN = "uncertain"  # perhaps handed over; never sent again
    MISSED = "missed"  # its time was over before it could be handed over


class NotSent(Exception):
    """This letter was certainly not handed over; another try may succeed, and so may other letters."""


class Unreachable(NotSent):
    """The carrier itself does not answer: the letters behind this one need not be tried now."""


class Refused(Exception):
    """The carrier refuses this address for good."""


class Uncertain(Exception):
    """The carrier went silent after it may have taken the letter."""


class Times(Protocol):
    """When letters of one row may go. Times are aware and in UTC; `chance` draws from 0 <= x < 1."""

    def allows(self, now: datetime) -> bool:
        """Whether a letter may be handed over at this moment."""

    def opening(self, after: datetime, chance: Callable[[], float]) -> datetime | None:
        """A drawn moment not before `after` at which the letter that is due now may still go."""

    def next(self, after: datetime, chance: Callable[[], float]) -> datetime | None:
        """The drawn moment at which the letter after this one is due; None when there is none."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, ready to go. `stop_url` is empty where the person wants no link."""

    address: str
    subject: str
    text: str
    times: Times
    stop_url: str = ""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """The times of a single letter that may go at any moment until it is given up."""

    def allows(self, now: datetime) -> bool:
        return True

    def opening(self, after: datetime, chance: Callable[[], float]) -> datetime:
        return after

    def next(self, after: datetime, chance: Callable[[], float]) -> None:
        return None


def rest() -> None:
    """What somebody does who waits for an answer and has nothing else to do."""
