"""Notes to colleagues that there is something for them to see, for whoever reminds them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from wellbeing.outbox import carriers
from wellbeing.outbox.models import Due, OwnAddress
from wellbeing.outbox.notes import letters
from wellbeing.outbox.notes.hours import ByDay
from wellbeing.privacy.sealing import DoesNotOpen


def note(*, source: str, lines: Mapping[UUID, int], now: datetime, chance: Callable[[], float]) -> list[UUID]:
    """Send each of these colleagues one note, at a drawn moment of their day. `lines` are the source's own
    rows, each with whose it is. Returns those that will go: the others have no address to go to.

    Doing it again for the same rows before they went sends nothing twice.
    """
    offered = carriers.configured()
    rows = {row.user_id: row for row in letters.reachable(lines.values()) if row.channel in offered}
    due = []
    for id, user in lines.items():
        if user in rows:
            due_at = _hours(rows[user]).opening(now, chance)
            due.append(Due(id=id, source=source, channel=rows[user].channel, due_at=due_at, left=1))
    Due.objects.bulk_create(due, ignore_conflicts=True)
    return [each.pk for each in due]


def _hours(row: OwnAddress) -> ByDay:
    """A box that does not open now may open later; its letter waits for that."""
    try:
        return ByDay(row.contents().ahead)
    except DoesNotOpen:
        return ByDay()
