"""When the coming end of a certificate is told: 90, 30 and 7 days before it. Imports no framework."""

from datetime import date, timedelta

from trainers.rules import months
from trainers.rules.pathway import Held
from trainers.rules.standing import State

BEFORE = (7, 30, 90)
# A suspended certificate cannot be renewed, and one that has ended is told by its state.
TOLD_IN = frozenset({State.CERTIFIED, State.RENEWAL_DUE})


def nearing(held: Held, state: State, day: date) -> int | None:
    """The least of 90, 30 and 7 days within which a certificate will not be valid any more; else None."""
    left = (months.last_day(held.expires) + timedelta(1) - day).days
    return next((each for each in BEFORE if left <= each), None) if state in TOLD_IN else None
