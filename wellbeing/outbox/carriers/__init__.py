"""What takes letters to people. A carrier is a context: entering opens its one connection, lazily or not."""

from types import TracebackType
from typing import Protocol, Self

from wellbeing.outbox.letters import Letter


class Carrier(Protocol):
    """Hands letters over one by one through one connection.

    `send` returns when the letter was taken, and raises NotSent, Unreachable, Refused or Uncertain
    (`letters`) otherwise, and nothing else. Neither texts nor addresses ever reach a log.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, letter: Letter) -> None: ...
