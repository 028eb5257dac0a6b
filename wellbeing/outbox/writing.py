"""Writing down what became of letters, and telling their sources which lines are over."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from wellbeing.outbox import claiming
from wellbeing.outbox.claiming import Held
from wellbeing.outbox.settling import Settled
from wellbeing.outbox.sources import source

DATABASE_IS_LOST = (InterfaceError, OperationalError)
PATIENCE_SECONDS = 120
BETWEEN_TRIES_SECONDS = 0.5

Ended = list[tuple[Held, Settled]]
log = logging.getLogger(__name__)


def write(ended: Ended, *, claim: UUID, channel: str, now: datetime) -> None:
    """Write and count what became of these rows, as far as the claim still holds them.

    Call it in a transaction. Writing the same twice counts it once.
    """
    settled = {held.id: each for held, each in ended}
    met = claiming.write_down(settled, claim=claim, channel=channel, today=now.date())
    _forget([held for held, each in ended if each.due_at is None and held.id in met])


def write_at_last(ended: Ended, *, claim: UUID, channel: str) -> None:
    """Write what is already handed over although the database went away: try until it is back.

    After two minutes the rows stay as they are; their lease ends, and they are counted as uncertain.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while ended and time.monotonic() < deadline:
        connection.close()
        try:
            with transaction.atomic():
                write(ended, claim=claim, channel=channel, now=timezone.now())
        except DATABASE_IS_LOST:
            time.sleep(BETWEEN_TRIES_SECONDS)
        else:
            return


def _forget(over: Iterable[Held]) -> None:
    for name, rows in groupby(sorted(over, key=_source), key=_source):
        source(name).forget([held.id for held in rows])


def _source(held: Held) -> str:
    return held.source
