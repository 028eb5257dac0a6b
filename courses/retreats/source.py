"""What the outbox asks of contacts (`wellbeing.outbox.sources.Source`). Messages say nothing of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from courses.retreats.models import RetreatContact
from wellbeing.outbox.actions import lines
from wellbeing.outbox.letters import Letter


def open_letters(ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
    return lines.open_letters(RetreatContact.objects.all(), ids)


def forget(ids: Sequence[UUID]) -> None:
    """A message has gone out, or cannot: what it told of stands on the page that the code opens."""
