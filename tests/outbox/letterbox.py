"""A source of letters for tests: what is in the dictionaries of this module, under the name `test`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

from wellbeing.outbox.letters import Letter
from wellbeing.outbox.models import Due

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)

letters: dict[UUID, Letter | None] = {}
forgotten: list[UUID] = []


@dataclass(frozen=True, slots=True)
class Weekly:
    """Times that always allow, once a week; or, with `opens_at`, not before then."""

    opens_at: datetime | None = None
    is_last: bool = False

    def allows(self, now: datetime) -> bool:
        return self.opens_at is None or now >= self.opens_at

    def opening(self, after: datetime, chance: Callable[[], float]) -> datetime | None:
        return max(after, self.opens_at) if self.opens_at else after

    def next(self, after: datetime, chance: Callable[[], float]) -> datetime | None:
        return None if self.is_last else after + WEEK


@dataclass(slots=True)
class Carrier:
    """Takes every letter and remembers the addresses; raises or does first what `instead` says for one."""

    sent: list[str] = field(default_factory=list)
    instead: dict[str, Exception | Callable[[], None]] = field(default_factory=dict)
    opened: int = 0

    def __enter__(self) -> Self:
        self.opened += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def send(self, letter: Letter, meanwhile: Callable[[], None]) -> None:
        instead = self.instead.get(letter.address)
        if isinstance(instead, Exception):
            raise instead
        meanwhile()
        if instead:
            instead()
        meanwhile()
        self.sent.append(letter.address)


def open_letters(ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
    yield from [(id, letters[id]) for id in ids if id in letters]


def forget(ids: Sequence[UUID]) -> None:
    forgotten.extend(ids)


def empty() -> None:
    letters.clear()
    forgotten.clear()


def create_due(
    address: str = "someone",
    *,
    times: Weekly = Weekly(),
    due_at: datetime | None = NOW - timedelta(minutes=1),
    left: int = 12,
    channel: str = "email",
    **more: object,
) -> Due:
    """A line of reminders with its letter."""
    due = Due.objects.create(id=uuid4(), source="test", channel=channel, due_at=due_at, left=left, **more)
    letters[due.pk] = Letter(address, "Subject", "Text", times)
    return due
