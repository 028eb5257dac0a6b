"""Closing a round at its hour: who applied by then is in the case, and nothing changes any more."""

import logging
import random
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from courses.retreats import collecting, frozen, traces
from courses.retreats.actions.rounds import steps
from courses.retreats.actions.sharing import work
from courses.retreats.models import Allowance, Round, RoundWork
from wellbeing.accounts.models import User

logger = logging.getLogger(__name__)

# What came in time may still be on its way to its row.
GRACE = timedelta(seconds=30)


def close_due(*, now: datetime) -> int:
    """Close the rounds whose hour came; returns how many. One that cannot be closed is tried again."""
    due = Round.objects.filter(decided=Round.Decided.OPEN, closes_at__lte=now - GRACE)
    count = 0
    for pk in list(due.order_by("pk").values_list("pk", flat=True)):
        try:
            count += close(round=pk, now=now)
        except Exception:
            logger.exception("A round could not be closed.")
    return count


@transaction.atomic
def close(*, round: UUID, now: datetime) -> bool:
    """Freeze who applied. Returns whether it was closed now; it is once.

    Whoever enters an application or changes it holds the round too, so this waits for them.
    Raises Round.DoesNotExist, server_keys.NoKey, sealing.DoesNotOpen, sealing.DoesNotFit.
    """
    held = Round.objects.select_for_update().get(pk=round)
    if held.decided != Round.Decided.OPEN or held.closes_at is None or now < held.closes_at + GRACE:
        return False
    held.decided = Round.Decided.CLOSED
    held.save(update_fields=["decided"])
    held.recommendations.all().delete()
    Allowance.objects.filter(round=held).delete()
    follow(round=held, now=now)
    traces.note(held, "retreats.close_round", None)
    return True


def follow(*, round: Round, now: datetime) -> None:
    """Freeze a held round that is closed and not committed, as things are now: the committee changes what
    people need, a house has another room. Rules that were let go of stay so.

    Raises server_keys.NoKey, sealing.DoesNotOpen, sealing.DoesNotFit.
    """
    if round.decided == Round.Decided.CLOSED:
        closed = collecting.collect(round, today=now.date(), randomness=random.SystemRandom())
        frozen.write(round, closed)
        work.ask(round=round, kind=RoundWork.Kind.CHECK)


def renew(*, round: UUID, by: User, now: datetime) -> None:
    """The same when an organiser asks for it.

    Raises Round.DoesNotExist, refusals.NotAsItStands, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.expect(held, Round.Decided.CLOSED)
        follow(round=held, now=now)
        traces.note(held, "retreats.renew", by)
