"""A subscription's line in the outbox: when the next nudge is due and how many are left."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from wellbeing.checkins.contents import MOST_NUDGES, Contents
from wellbeing.checkins.models import Subscription
from wellbeing.outbox.actions import scheduling
from wellbeing.outbox.models import Due

SOURCE = "nudges"
DAY = timedelta(days=1)

Chance = Callable[[], float]


class Plan(Protocol):
    """Sets the line of a changed subscription anew."""

    def __call__(self, row: Subscription, contents: Contents, *, now: datetime, chance: Chance) -> None: ...


def send_at_once(row: Subscription, now: datetime) -> None:
    """One letter as soon as the outbox can; the row of the line does not tell more than the hour."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    scheduling.schedule(id=row.id, source=SOURCE, channel=row.channel, due_at=hour, left=1)
    scheduling.sweep_soon()


def send_first_now(row: Subscription, now: datetime) -> None:
    """The first nudge of the demo at once instead of tomorrow."""
    scheduling.schedule(id=row.id, source=SOURCE, channel=row.channel, due_at=now, left=MOST_NUDGES)


def begin(row: Subscription, contents: Contents, *, left: int, now: datetime, chance: Chance) -> None:
    """Nudges from tomorrow on, at most `left`; none while paused, or if none fits before the end."""
    due_at = None if contents.is_paused else contents.rhythm.first(now, chance)
    scheduling.schedule(id=row.id, source=SOURCE, channel=row.channel, due_at=due_at, left=left)


def go_on(row: Subscription, contents: Contents, *, now: datetime, chance: Chance) -> None:
    """From tomorrow on again, because the person wants it so; with none left there is nothing to go on."""
    if rest := left(row):
        begin(row, contents, left=rest, now=now, chance=chance)


def plan_anew(row: Subscription, contents: Contents, *, now: datetime, chance: Chance) -> None:
    """After a change: the next nudge when it was to come, or in the new hours on that day or later.

    So no change brings two nudges closer together than the rhythm does.
    """
    due = Due.objects.select_for_update().filter(pk=row.id).first()
    if due is None:
        return
    if due.is_handing:
        _follow_the_one_on_its_way(row, contents, due, now=now, chance=chance)
        return
    planned = due.due_at if due.claim is None else None
    if contents.is_paused or planned is None or planned <= now:
        begin(row, contents, left=due.left, now=now, chance=chance)
        return
    rhythm = contents.rhythm
    due_at = planned if rhythm.allows(planned) else rhythm.first(max(now, planned - DAY), chance)
    scheduling.schedule(id=row.id, source=SOURCE, channel=row.channel, due_at=due_at, left=due.left)


def _follow_the_one_on_its_way(
    row: Subscription, contents: Contents, due: Due, *, now: datetime, chance: Chance
) -> None:
    """A worker gives the message to its carrier at this moment: it counts, and the next comes after it."""
    if due.left > 1:
        due_at = None if contents.is_paused else contents.rhythm.next(now, chance)
        scheduling.schedule(id=row.id, source=SOURCE, channel=row.channel, due_at=due_at, left=due.left - 1)


def renew(row: Subscription, contents: Contents, *, now: datetime, chance: Chance) -> None:
    """As many nudges as at the start; the next one when it was to come, unless a worker has it in hand."""
    due = Due.objects.select_for_update().filter(pk=row.id, claim=None, due_at__isnull=False).first()
    if due is None:
        begin(row, contents, left=MOST_NUDGES, now=now, chance=chance)
    else:
        scheduling.schedule(
            id=row.id, source=SOURCE, channel=row.channel, due_at=due.due_at, left=MOST_NUDGES
        )


def left(row: Subscription) -> int:
    """How many nudges are left; none once the line is over."""
    return Due.objects.filter(pk=row.id).values_list("left", flat=True).first() or 0


def end(ids: Sequence[UUID]) -> int:
    """Remove these subscriptions and their lines; how many were there. Those that are gone do no harm."""
    removed, _ = Subscription.objects.filter(pk__in=ids).delete()
    scheduling.cancel(ids=ids)
    return removed
