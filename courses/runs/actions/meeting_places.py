"""Where a run meets: written down sealed, and forgotten when the last session is over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from courses.runs import refusals
from courses.runs.actions import waiting
from courses.runs.models import Session, Whereabouts
from courses.runs.rules.states import Deed, permits
from courses.runs.rules.where import Where, fits


@transaction.atomic
def set_where(*, run: UUID, where: Where, now: datetime) -> None:
    """Write down where a run meets in place of what was there; nothing at all empties it.

    Raises Run.DoesNotExist, refusals.NotNow, refusals.NoRoom, server_keys.NoKey.
    """
    held = waiting.hold(run)
    is_over = held.ends is not None and held.ends <= now
    if is_over or not permits(held.facts(), Deed.MOVE, now):
        raise refusals.NotNow
    if not fits(where):
        raise refusals.NoRoom
    if not where.city and not where.address:
        Whereabouts.objects.filter(run=held).delete()
        return
    row = Whereabouts.objects.filter(run=held).first() or Whereabouts(run=held)
    row.put(where)
    row.save()


def forget_over(*, now: datetime) -> int:
    """Delete where runs met whose last session is over, and where those were to meet that are off.

    Returns how many there were.
    """
    ends = Session.objects.order_by().values("run").annotate(ends=Max("ends_at"))
    over = ends.filter(ends__lte=now).values("run")
    off = Whereabouts.objects.filter(run__decided__in=("done", "cancelled"))
    return Whereabouts.objects.filter(run__in=over).delete()[0] + off.delete()[0]
