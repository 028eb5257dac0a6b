"""Bringing about what takes days: a nudge that is due, on the running site."""

import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import TypeVar

import psycopg

from tests.running import Site

SWEEP = "from wellbeing.outbox.actions.sweeping import sweep; from django.utils import timezone; "
PATIENCE_SECONDS = 60
T = TypeVar("T")


def make_due(site: Site) -> None:
    """All that waits for a day to come is due now."""
    with psycopg.connect(site.env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("UPDATE outbox_due SET due_at = now() - interval '1 minute' WHERE claim IS NULL")


def sweep(site: Site) -> None:
    """One sweep, as the schedule asks for it: batches stand in the queue, with or without a worker."""
    site.manage("shell", "--verbosity", "0", "-c", f"{SWEEP}sweep(now=timezone.now())")


def waiting_for(look: Callable[[], T]) -> T:
    """What `look` finds, as soon as it finds something. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.2)
    return found


def arrived(site: Site, address: str, count: int) -> EmailMessage:
    """The newest message to this address, once there are so many."""
    return waiting_for(lambda: (found := site.mail(address))[count - 1 :] and found)[-1]
