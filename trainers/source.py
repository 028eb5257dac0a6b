"""What the outbox asks of reminders (`wellbeing.outbox.sources.Source`). A note says nothing of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from trainers.models import Reminder
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.notes import letters


def open_letters(ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
    """The notes of these reminders, in the words that their recipients chose."""
    whose = dict(Reminder.objects.filter(pk__in=ids).values_list("pk", "recipient"))
    yield from letters.notes_to(whose).items()


def forget(ids: Sequence[UUID]) -> None:
    """A note has gone out, or cannot: what it told of stays on the page, and is told no second time."""
