"""What takes letters to people. A carrier is a context: entering opens its one connection, lazily or not."""

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Protocol, Self

from django.conf import settings
from django.utils.module_loading import import_string

from wellbeing.outbox.letters import Letter, rest


class Carrier(Protocol):
    """Hands letters over one by one through one connection.

    `send` returns when the letter was taken, and raises NotSent, Unreachable, Refused or Uncertain
    (`letters`) otherwise, and nothing else. Neither texts nor addresses ever reach a log. A carrier that
    waits for its server may use the time: it calls `meanwhile`, as often as it likes or never.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, letter: Letter, meanwhile: Callable[[], None] = rest) -> None: ...


def configured() -> dict[str, Callable[[], Carrier]]:
    """The channels whose carrier the operator has configured, and what makes the carrier of each.

    Only making one loads it: the carriers of the chats bring half a dozen libraries along.
    """
    return {channel: partial(_make, path) for channel, path in settings.OUTBOX_CARRIERS.items()}


def _make(path: str) -> Carrier:
    make: Callable[[], Carrier] = import_string(path)
    return make()
