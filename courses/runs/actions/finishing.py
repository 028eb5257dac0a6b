"""A run whose last session is over is done, and those who held it have it among their evidence."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from courses.runs import covering, refusals
from courses.runs.actions import waiting
from courses.runs.models import Leading, Run, Session
from courses.runs.rules.states import Deed, permits
from trainers.actions import runs_held
from trainers.rules.pathway import Kind

# So long after the last session it may still be written down who came.
STAYS_OPEN = timedelta(days=3)

KINDS = {Leading.Role.LEADS: Kind.LED, Leading.Role.HELPS: Kind.CO_FACILITATED}


def finish_over(*, now: datetime) -> int:
    """Finish the runs whose last session was three days ago; returns how many. Safe twice, and at once."""
    goes_on = Session.objects.filter(run=OuterRef("pk"), ends_at__gt=now - STAYS_OPEN)
    over = Run.objects.filter(~Exists(goes_on), decided=Run.Decided.PUBLISHED, sessions__isnull=False)
    return sum(_finish_if_over(run, now) for run in over.values_list("pk", flat=True).distinct())


@transaction.atomic
def finish(*, run: UUID, now: datetime) -> Run:
    """Raises Run.DoesNotExist, refusals.NotNow, refusals.NotOver."""
    held = waiting.hold(run)
    if not permits(held.facts(), Deed.FINISH, now):
        raise refusals.NotNow
    if held.ends is None or held.ends > now:
        raise refusals.NotOver
    held.decided = Run.Decided.DONE
    held.save(update_fields=["decided"])
    day = covering.day_of(held.sessions.latest("ends_at"))
    regions = list(held.regions.all())
    for leading in held.leadings.select_related("trainer"):
        kind = KINDS[Leading.Role(leading.role)]
        runs_held.record(trainer=leading.trainer, run=run, kind=kind, day=day, regions=regions)
    return held


def _finish_if_over(run: UUID, now: datetime) -> bool:
    try:
        finish(run=run, now=now)
    except (refusals.NotNow, refusals.NotOver, Run.DoesNotExist):  # somebody was faster
        return False
    return True
