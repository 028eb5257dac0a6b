"""What the outbox asks of contacts (`wellbeing.outbox.sources.Source`). A message says nothing of a run."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from courses.runs.models import Contact
from wellbeing.outbox.actions import confirming
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.notes import letters


def open_letters(ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
    """The number for an address that waits for it, its everyday words for one that is confirmed."""
    for row in Contact.objects.filter(line__in=ids):
        contents = confirming.opened(row)
        yield row.line, letters.letter(contents, contents.language) if contents else None


def forget(ids: Sequence[UUID]) -> None:
    """A message has gone out, or cannot: what it told of stays on the person's page."""
