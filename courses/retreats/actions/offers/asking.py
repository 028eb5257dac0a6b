"""Asking a worker to give free places of a round to the next. Many who ask at once cause one task."""

import logging
from functools import partial
from uuid import UUID

from celery import current_app
from django.core.cache import cache
from django.db import transaction
from kombu.exceptions import OperationalError
from redis import RedisError

log = logging.getLogger(__name__)

TASK = "courses.retreats.tasks.filling.fill_round"
# Meanwhile others say no too, and one solve serves them all.
WAIT_SECONDS = 5
# How long a task that was asked for keeps others from being asked for, should it be lost.
LOST_AFTER_SECONDS = 60


def ask_to_fill(round: UUID) -> None:
    """Ask once this transaction is committed. Without a broker nothing is asked for, and the next regular
    look finds what is free."""
    transaction.on_commit(partial(_ask, round))


def begun(round: UUID) -> None:
    """A worker begins to look: whatever changes from now on is asked for anew."""
    try:
        cache.delete(_key(round))
    except RedisError:
        log.warning("no cache to note that a round is looked at")


def _ask(round: UUID) -> None:
    try:
        if cache.add(_key(round), 1, timeout=LOST_AFTER_SECONDS):
            current_app.send_task(TASK, args=[str(round)], countdown=WAIT_SECONDS, retry=False)
    except (OperationalError, RedisError):
        log.warning("no broker to ask for a look at a round")


def _key(round: UUID) -> str:
    return f"retreats:fill:{round}"
