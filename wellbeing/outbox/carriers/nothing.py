"""A carrier that takes every letter and does nothing, for measuring what everything else costs."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from wellbeing.outbox.letters import Letter, rest


class Nothing:
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def send(self, letter: Letter, meanwhile: Callable[[], None] = rest) -> None:
        pass
