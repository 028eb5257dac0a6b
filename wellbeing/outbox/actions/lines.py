"""Telling people who left an address that there is something to see, by lines drawn anew for each message.

Rows are boxes with addresses whose `line` is the line in the outbox that tells of something now.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from wellbeing.outbox import carriers
from wellbeing.outbox.actions import confirming
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.models import AddressBox, Due
from wellbeing.outbox.notes import letters, throttles
from wellbeing.outbox.notes.contents import Contents
from wellbeing.outbox.notes.hours import ByDay

# They may have little time to answer: told in this first part of what is left of their day, an hour at most.
SOON = 1 / 12

Rows = QuerySet[Any]

draw = random.SystemRandom().random


@transaction.atomic
def tell(*, rows: Rows, source: str, now: datetime, chance: Callable[[], float] = draw) -> int:
    """Send each of these who confirmed an address one message, soon and by their day.

    Whom a message waits for already gets no second one: what there is to see is there when it comes. One that
    may be on its way at this moment does not count, for it may come too early. Returns how many were told.
    """
    confirmed = rows.filter(is_confirmed=True, channel__in=carriers.configured())
    found = list(confirmed.order_by("pk").select_for_update(of=("self",), no_key=True))
    waiting = _waiting(row.line for row in found)
    told = [row for row in found if row.line not in waiting]
    for row in told:
        row.line = uuid4()
    rows.model._default_manager.bulk_update(told, ["line"])
    Due.objects.bulk_create([_due(row, source, now, chance) for row in told])
    return len(found)


def give(
    *, rows: Rows, new: AddressBox, contents: Contents, source: str, counted_as: str, now: datetime
) -> AddressBox:
    """Set the address among `rows`, one at most, which nobody else changes now. Another one than before takes
    its place at once and is sent a number first; nothing else goes to it until the number is typed.

    Raises server_keys.NoKey, throttles.TooManyNumbers.
    """
    row: AddressBox | None = rows.first()
    if row and confirming.set_anew(row, new.channel, contents):
        return row
    throttles.count_number(counted_as, now)
    confirming.remove(rows)
    confirming.keep(new, contents, now)
    if throttles.may_write_to(new.channel, contents.address, now):
        confirming.send_number(new, source=source, now=now)
    return new


def open_letters(rows: Rows, ids: Sequence[UUID]) -> Iterator[tuple[UUID, Letter | None]]:
    """The number for an address that waits for it, its everyday words for one that is confirmed."""
    for row in rows.filter(line__in=ids):
        contents = confirming.opened(row)
        yield row.line, letters.letter(contents, contents.language) if contents else None


def _waiting(lines: Iterable[UUID]) -> set[UUID]:
    """Which of these lines have yet to go. No sweep claims them before this transaction ends."""
    rows = Due.objects.filter(pk__in=[*lines], claim=None, due_at__isnull=False)
    return set(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))


def _due(row: Any, source: str, now: datetime, chance: Callable[[], float]) -> Due:
    """Its line in the outbox. A box that does not open now may open later; its letter waits for that."""
    contents = confirming.opened(row)
    hours = ByDay(contents.ahead if contents else 0)
    due_at = hours.opening(now, lambda: chance() * SOON)
    return Due(id=row.line, source=source, channel=row.channel, due_at=due_at, left=1)
