"""Telling those who left an address that there is something to see. What it is stands on their page alone."""

import random
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from courses.runs.models import Contact, Party
from wellbeing.outbox import carriers
from wellbeing.outbox.actions import confirming
from wellbeing.outbox.models import Due
from wellbeing.outbox.notes.hours import ByDay

SOURCE = "runs"
# They may have little time to answer: told in this first part of what is left of their day, an hour at most.
SOON = 1 / 12
STILL_THERE = (Party.Standing.IN, Party.Standing.OFFERED, Party.Standing.WAITING)

draw = random.SystemRandom().random


@transaction.atomic
def tell(*, parties: Iterable[UUID], now: datetime, chance: Callable[[], float] = draw) -> int:
    """Send each person of these parties who confirmed an address one message, soon and by their day.

    Whom a message waits for already gets no second one: what there is to see is there when it comes. One that
    may be on its way at this moment does not count, for it may come too early. Returns how many were told.
    """
    rows = Contact.objects.filter(
        place__party__in=[*parties], is_confirmed=True, channel__in=carriers.configured()
    )
    found = list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))
    waiting = _waiting(contact.line for contact in found)
    told = [contact for contact in found if contact.line not in waiting]
    for contact in told:
        contact.line = uuid4()
    Contact.objects.bulk_update(told, ["line"])
    Due.objects.bulk_create([_due(contact, now, chance) for contact in told])
    return len(found)


def tell_all(
    *,
    run: UUID,
    now: datetime,
    standings: Iterable[str] = STILL_THERE,
    chance: Callable[[], float] = draw,
) -> int:
    """Tell everybody of a run: it is cancelled, a session has moved, there is a message to all.

    `standings` are whom it is for; whoever waits for a place too, if nothing else is said.
    """
    parties = Party.objects.filter(run=run, standing__in=[*standings])
    return tell(parties=parties.values_list("pk", flat=True), now=now, chance=chance)


def _waiting(lines: Iterable[UUID]) -> set[UUID]:
    """Which of these lines have yet to go. No sweep claims them before this transaction ends."""
    rows = Due.objects.filter(pk__in=[*lines], claim=None, due_at__isnull=False)
    return set(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))


def _due(contact: Contact, now: datetime, chance: Callable[[], float]) -> Due:
    """Its line in the outbox. A box that does not open now may open later; its letter waits for that."""
    contents = confirming.opened(contact)
    hours = ByDay(contents.ahead if contents else 0)
    due_at = hours.opening(now, lambda: chance() * SOON)
    return Due(id=contact.line, source=SOURCE, channel=contact.channel, due_at=due_at, left=1)
