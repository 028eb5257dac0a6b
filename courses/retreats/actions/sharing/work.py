"""Asking a worker to look whether the rules of a round can hold, or to share out its places."""

import logging
from typing import Any
from uuid import UUID

from django.db import transaction
from kombu.exceptions import OperationalError

from courses.retreats import refusals, traces
from courses.retreats.actions.rounds import steps
from courses.retreats.actions.sharing import trying
from courses.retreats.actions.sharing.sharing import WHAT
from courses.retreats.models import Round, RoundWork
from courses.retreats.models.work import LONGEST_SECONDS, SECONDS
from courses.retreats.tasks.sharing import try_change as try_change_task
from courses.retreats.tasks.sharing import work_on_rounds
from wellbeing.accounts.models import User
from wellbeing.documents import alive

logger = logging.getLogger(__name__)

Kind, Status = RoundWork.Kind, RoundWork.Status
# A longer time to share out is so many times the one before.
LONGER = 4


@transaction.atomic
def ask(*, round: Round, kind: str, seconds: int = SECONDS) -> None:
    """Have it done from the beginning, whatever was being done; for a round that is held."""
    asked = {"kind": kind, "seconds": seconds, "status": Status.QUEUED}
    anew: dict[str, Any] = {"claim": None, "tries": 0, "aim": "", "reached": [], "faults": []}
    RoundWork.objects.update_or_create(round=round, defaults={**asked, **anew})
    transaction.on_commit(_call)


def again(*, round: UUID, by: User) -> None:
    """Once more, where it broke off or the checker refused it; with more time, where time ran out.

    Raises Round.DoesNotExist, refusals.NotAsItStands, LongestAlready, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        row = RoundWork.objects.filter(round=held).first()
        if row is None or row.status not in (Status.SHORT, Status.FAULTY, Status.FAILED):
            raise refusals.NotAsItStands
        steps.expect(held, Round.Decided.CLOSED if row.kind == Kind.CHECK else Round.Decided.DRAWN)
        seconds = row.seconds
        if row.status == Status.SHORT:
            if seconds >= LONGEST_SECONDS:
                raise refusals.LongestAlready
            seconds = min(LONGEST_SECONDS, LONGER * seconds)
        ask(round=held, kind=row.kind, seconds=seconds)
        traces.note(held, "retreats.share_again", by)


def try_change(*, round: UUID, change: str, by: User) -> None:
    """Have a worker find what one rule changed would do.

    Raises Round.DoesNotExist, refusals.NotAsItStands, TooManyNow, HasApplied, RoundIsShut.
    """
    trying.begin(round=round, change=change, by=by)
    try:
        try_change_task.delay(str(round), change)
    except OperationalError:
        raise refusals.TooManyNow from None


def take_up() -> None:
    """Ask once more for what waits while nobody is at work: the queue was lost, or its worker died."""
    rows = list(RoundWork.objects.filter(status__in=(Status.QUEUED, Status.RUNNING)))
    if rows and not any(row.status == Status.RUNNING and alive.is_said(WHAT, row.pk) for row in rows):
        _call()


def _call() -> None:
    """Without a broker the next minute asks again."""
    try:
        work_on_rounds.delay()
    except OperationalError:
        logger.warning("no broker to ask for work on a round")
