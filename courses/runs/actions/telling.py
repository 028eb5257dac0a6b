"""Telling those who left an address that there is something to see. What it is stands on their page alone."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from courses.runs.models import Contact, Party
from wellbeing.outbox.actions import lines

SOURCE = "runs"
STILL_THERE = (Party.Standing.IN, Party.Standing.OFFERED, Party.Standing.WAITING)


def tell(*, parties: Iterable[UUID], now: datetime, chance: Callable[[], float] = lines.draw) -> int:
    """Send each person of these parties who confirmed an address one message, soon and by their day. Returns
    how many were told."""
    rows = Contact.objects.filter(place__party__in=[*parties])
    return lines.tell(rows=rows, source=SOURCE, now=now, chance=chance)


def tell_all(
    *,
    run: UUID,
    now: datetime,
    standings: Iterable[str] = STILL_THERE,
    chance: Callable[[], float] = lines.draw,
) -> int:
    """Tell everybody of a run: it is cancelled, a session has moved, there is a message to all.

    `standings` are whom it is for; whoever waits for a place too, if nothing else is said.
    """
    parties = Party.objects.filter(run=run, standing__in=[*standings])
    return tell(parties=parties.values_list("pk", flat=True), now=now, chance=chance)
