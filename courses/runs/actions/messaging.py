"""A message from those who hold a run to everybody who has a place in it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.runs import refusals
from courses.runs.actions import telling, waiting
from courses.runs.models import Party
from courses.runs.rules.states import Deed, permits


@transaction.atomic
def message_all(*, run: UUID, now: datetime) -> None:
    """One neutral message to each who has a place and left an address; whom one waits for gets no second.

    How many that are is nobody's to know. Raises Run.DoesNotExist, refusals.NotNow.
    """
    held = waiting.hold(run)
    if not permits(held.facts(), Deed.TELL, now):
        raise refusals.NotNow
    telling.tell_all(run=run, now=now, standings=[Party.Standing.IN])
