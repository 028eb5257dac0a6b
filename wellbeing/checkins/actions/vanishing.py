"""What goes by itself: addresses that nobody confirmed, and what has ended."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from wellbeing.checkins.actions import lines
from wellbeing.checkins.models import Subscription
from wellbeing.outbox.actions import scheduling
from wellbeing.outbox.models import Due

BATCH = 1000


def remove_what_is_over(*, now: datetime) -> int:
    """Remove subscriptions whose time is over, with their lines, and lines whose subscription is gone.

    Returns how many subscriptions went. Those that somebody is changing at this moment wait for the next
    time. Safe to run twice, and twice at once.
    """
    reasons = (Subscription.objects.vanishing(now), Subscription.objects.ended(now), _without_line())
    removed = sum(_remove_batches(rows) for rows in reasons)
    _remove_lines_of_nobody()
    return removed


def _without_line() -> QuerySet[Subscription]:
    """Those whose line ended at the very moment at which their person changed something else."""
    line = Due.objects.filter(pk=OuterRef("pk"))
    return Subscription.objects.filter(~Exists(line), is_confirmed=True, feed_id=None)


def _remove_batches(rows: QuerySet[Subscription]) -> int:
    removed = 0
    while batch := _remove_batch(rows):
        removed += batch
    return removed


@transaction.atomic
def _remove_batch(rows: QuerySet[Subscription]) -> int:
    locked = rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    ids = list(locked.values_list("pk", flat=True)[:BATCH])
    lines.end(ids)
    return len(ids)


def _remove_lines_of_nobody() -> None:
    """A paused line is never looked at by a sweep, which removes all others of this kind by itself."""
    owner = Subscription.objects.filter(pk=OuterRef("pk"))
    lost = Due.objects.filter(~Exists(owner), source=lines.SOURCE, due_at=None)
    scheduling.cancel(ids=lost.values_list("pk", flat=True))
