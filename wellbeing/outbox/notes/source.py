"""What the outbox asks of addresses that wait for their number (`wellbeing.outbox.sources.Source`)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from wellbeing.outbox.letters import Letter
from wellbeing.outbox.notes import letters


def open_letters(ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
    yield from letters.numbers(ids).items()


def forget(ids: Sequence[UUID]) -> None:
    """The number has gone out: the address stays and waits for it to be typed, or vanishes by its date."""
