"""Telling those who left an address that there is something to see. What it is stands on their page alone."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from courses.retreats.models import Application, Offer, RetreatContact
from wellbeing.outbox.actions import lines

SOURCE = "retreats"
COMES = (Offer.Standing.OFFERED, Offer.Standing.ACCEPTED)


def tell(*, applications: Iterable[UUID], now: datetime, chance: Callable[[], float] = lines.draw) -> int:
    """Send each of these who confirmed an address one message, soon and by their day. Returns how many were
    told."""
    rows = RetreatContact.objects.filter(application__in=[*applications])
    return lines.tell(rows=rows, source=SOURCE, now=now, chance=chance)


def tell_round(*, round: UUID, now: datetime) -> int:
    """Tell everybody who applied: the result is out, or the round is called off."""
    every = Application.objects.filter(round=round)
    return tell(applications=every.values_list("pk", flat=True), now=now)


def tell_retreat(*, retreat: UUID, now: datetime) -> int:
    """Tell everybody who comes to a retreat or may: it is called off, or there is more to see."""
    offers = Offer.objects.filter(retreat=retreat, standing__in=COMES)
    return tell(applications=offers.values_list("application", flat=True), now=now)
