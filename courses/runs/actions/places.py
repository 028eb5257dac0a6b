"""How many places a run has."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.runs import refusals
from courses.runs.actions import waiting
from courses.runs.rules.states import Deed, permits


@transaction.atomic
def set_capacity(*, run: UUID, capacity: int, now: datetime) -> None:
    """More places go to those who wait; fewer than are taken are refused.

    Raises Run.DoesNotExist, refusals.NotNow, refusals.TooFewPlaces.
    """
    held = waiting.hold(run)
    if not permits(held.facts(), Deed.CHANGE, now):
        raise refusals.NotNow
    if capacity < held.taken:
        raise refusals.TooFewPlaces
    held.capacity = capacity
    held.minimum = min(held.minimum, capacity)
    held.save(update_fields=["capacity", "minimum"])
    waiting.move_up(held, now)
