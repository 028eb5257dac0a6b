"""The sweep: find what is due, claim it, and ask for its delivery."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from celery import Task
from django.conf import settings

from wellbeing.outbox import carriers, claiming, queues, tasks
from wellbeing.outbox.models import Pulse

BATCH = 500
# Batches of one channel that may wait in its queue: a worker does not run dry between two sweeps, and
# what a slow carrier cannot take soon stays unclaimed.
MOST_WAITING = 100
# Rows claimed at once: more at a time are no sooner on their way, and swell the worker that claims them.
PART = 5_000


def sweep(*, now: datetime) -> int:
    """Claim what is due at `now` on every configured channel and ask for its delivery; returns how many.

    Several sweeps at once share the work. What is claimed and never delivered, because the queue was lost
    or a worker died, is due again when its lease ends.
    """
    Pulse.objects.update_or_create(defaults={"swept_at": now})
    waiting = queues.waiting(carriers.configured())
    return sum([_sweep_channel(channel, MOST_WAITING - count, now) for channel, count in waiting.items()])


def _sweep_channel(channel: str, batches: int, now: datetime) -> int:
    room = max(0, batches) * BATCH
    claimed = 0
    for claims, task in ((claiming.claim_lapsed, tasks.give_up), (claiming.claim_due, tasks.deliver)):
        claimed += _claim_and_ask(claims, task, channel=channel, now=now, most=room - claimed)
    return claimed


def _claim_and_ask(
    claims: Callable[..., list[UUID]], task: Task, *, channel: str, now: datetime, most: int
) -> int:
    claimed, is_more = 0, True
    while is_more and claimed < most:
        claim, part = uuid4(), min(PART, most - claimed)
        ids = claims(channel=channel, claim=claim, now=now, until=now + settings.OUTBOX_LEASE, most=part)
        for batch in _batches([str(id) for id in ids]):
            task.apply_async_on_commit((channel, str(claim), batch), queue=queues.name(channel))
        claimed += len(ids)
        is_more = len(ids) == part
    return claimed


def _batches(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
