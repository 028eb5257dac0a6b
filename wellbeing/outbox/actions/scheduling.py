"""What sources ask of the outbox: keep a line of reminders, put it off, end it."""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from wellbeing.outbox.models import Due

log = logging.getLogger(__name__)


def schedule(*, id: UUID, source: str, channel: str, due_at: datetime | None, left: int) -> None:
    """Begin a line of reminders or set it anew: `left` letters, the next at `due_at`; None pauses it.

    A letter that a worker is handing over at this moment still goes; nothing else of the old line does.
    """
    Due.objects.update_or_create(
        pk=id,
        defaults={
            "source": source,
            "channel": channel,
            "due_at": due_at,
            "left": left,
            "claim": None,
            "is_handing": False,
            "tries": 0,
            "gives_up_at": None,
            "refusals": 0,
        },
    )


def cancel(*, ids: Iterable[UUID]) -> None:
    """End lines of reminders at once."""
    Due.objects.filter(pk__in=[*ids]).delete()


def sweep_soon() -> None:
    """Ask for a sweep once this transaction is committed: somebody is waiting for a letter.

    Without a broker nothing is asked for, and the next regular sweep finds the letter.
    """
    transaction.on_commit(_ask)


def _ask() -> None:
    try:
        current_app.send_task("wellbeing.outbox.periodic.sweep", retry=False)
    except OperationalError:
        log.warning("no broker to ask for a sweep")
