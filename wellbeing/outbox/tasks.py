"""Batches on their way. A task carries opaque ids and nothing else, may come twice, and leaves no result."""

from collections.abc import Sequence
from uuid import UUID

from celery import shared_task

from wellbeing.outbox import carriers, delivery


@shared_task
def deliver(channel: str, claim: str, ids: Sequence[str]) -> None:
    """Hand over a claimed batch. A channel that is no longer configured keeps it until its lease ends."""
    carrier = carriers.configured().get(channel)
    if carrier:
        delivery.deliver(channel=channel, claim=UUID(claim), ids=[*map(UUID, ids)], carrier=carrier())


@shared_task
def give_up(channel: str, claim: str, ids: Sequence[str]) -> None:
    """Count as uncertain what a silent worker may have handed over."""
    delivery.give_up(channel=channel, claim=UUID(claim), ids=[*map(UUID, ids)])
