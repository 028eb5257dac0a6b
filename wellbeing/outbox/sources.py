"""Who has something to send: modules named in `OUTBOX_SOURCES`, which hold the texts and addresses."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings

from wellbeing.outbox.claiming import Held
from wellbeing.outbox.letters import Letter


class Source(Protocol):
    """What a source's module offers."""

    def open_letters(self, ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
        """The letters of these rows, each opened when it is asked for.

        A row that is gone is left out; one that cannot be opened has None.
        """

    def forget(self, ids: Sequence[UUID]) -> None:
        """These lines are over: remove what belongs to them."""


def source(name: str) -> Source:
    """The source of this name. Raises KeyError when there is none."""
    return cast(Source, import_module(settings.OUTBOX_SOURCES[name]))


def letters_of(rows: Iterable[Held], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
    """The letters of rows of any sources, as `Source.open_letters` gives them."""
    ids: dict[str, list[UUID]] = {}
    for held in rows:
        ids.setdefault(held.source, []).append(held.id)
    for name, asked in ids.items():
        yield from source(name).open_letters(asked, now)
