"""Working plans out, one year after another.

A working is claimed by a conditional update. While the solver looks, it writes down twice a second how far it
is, says that it is alive, and asks whether to stop and whether it is still wanted. Each plan is kept as soon
as it is whole. What a worker leaves when it dies begins again.
"""

import logging

from django.db import transaction
from django.db.models import QuerySet

from courses.retreats.models import Planning
from courses.retreats.planning import given, stored, weeks
from courses.retreats.rules import hindrances, planner
from wellbeing.documents import alive, claiming

logger = logging.getLogger(__name__)

WHAT = "retreats:planning"
MOST_TRIES = 3
# Within a minute there are plans, proven or with what is left shown.
SECONDS = 60.0


class NotWanted(Exception):
    """It was asked for anew, or the year is gone."""


def work_next(*, seconds: float = SECONDS) -> bool:
    """Work out the next that waits, unless one is being worked out elsewhere. Tells whether more wait."""
    free_what_died()
    waiting = Planning.objects.filter(status=Planning.Status.QUEUED).select_related("year")
    ordered = waiting.order_by("tries", "asked_on", "pk")
    running = Planning.Status.RUNNING
    row = claiming.claim(ordered, what=WHAT, status=running, found=0, bound=0, plans=[])
    if row is None:
        return False
    try:
        _finish(row, _work(row, seconds))
    except NotWanted:
        pass
    except Exception:
        logger.exception("A year could not be planned.")
        _finish(row, Planning.Failed.BROKEN)
    return Planning.objects.filter(status=Planning.Status.QUEUED).exists()


def free_what_died() -> None:
    """What a worker left when it died waits again; after three times it is given up."""
    for row in Planning.objects.filter(status=Planning.Status.RUNNING):
        if alive.is_said(WHAT, row.pk):
            continue
        if row.has_to_stop:
            _finish(row, Planning.Failed.TOO_SHORT)
        elif row.tries < MOST_TRIES:
            _mine(row).update(status=Planning.Status.QUEUED, claim=None)
        else:
            _finish(row, Planning.Failed.BROKEN)


def _work(row: Planning, seconds: float) -> Planning.Failed | None:
    """Every plan that there is time for. Raises NotWanted."""
    year, watch = given.of(row.year), _Watch(row)
    writer = stored.Writer(year, weeks.of_year(row.year.year))
    plans: list[dict[str, object]] = []
    try:
        for plan in planner.plans(year, seconds=seconds, stop=watch.stop, tell=watch.tell):
            plans.append(writer.plain(plan, hindrances.why(year, plan, look=watch.look)))
            if not _mine(row).update(plans=plans):
                raise NotWanted
    except planner.CannotBe:
        return Planning.Failed.NOTHING_FITS
    except planner.Stopped:
        return Planning.Failed.TOO_SHORT
    return None


class _Watch:
    """Hears how far the solver is, writes it down, and asks whether it has to stop."""

    def __init__(self, row: Planning) -> None:
        self.row = row

    def tell(self, found: int, bound: int) -> None:
        """Raises NotWanted."""
        if not _mine(self.row).update(found=found, bound=bound):
            raise NotWanted

    def stop(self) -> bool:
        """Raises NotWanted."""
        return self.look()

    def look(self) -> bool:
        """Say that somebody works on it; whether somebody asked to stop. Raises NotWanted."""
        alive.say(WHAT, self.row.pk)
        has_to_stop = _mine(self.row).values_list("has_to_stop", flat=True).first()
        if has_to_stop is None:
            raise NotWanted
        return has_to_stop


def _finish(row: Planning, failed: Planning.Failed | None) -> None:
    """Nothing is claimed any more. A row that is another's by now stays as it is."""
    with transaction.atomic():
        current = _mine(row).select_for_update().first()
        if current is None:
            return
        done = Planning.Status.STOPPED if current.has_to_stop else Planning.Status.DONE
        status = Planning.Status.FAILED if failed and not current.plans else done
        current.status, current.claim = status, None
        current.failed = failed or "" if status == Planning.Status.FAILED else ""
        current.save(update_fields=["status", "claim", "failed"])


def _mine(row: Planning) -> "QuerySet[Planning]":
    """The row as long as the working is the one that was claimed."""
    return Planning.objects.filter(pk=row.pk, claim=row.claim)
