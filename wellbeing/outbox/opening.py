"""Opening the letters of a group one by one, while those of the group before are on their way."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from wellbeing.outbox.claiming import Held
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.sources import letters_of

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Opening:
    """The letters of a group of held rows.

    Opened ahead, a letter may be older than its row. A line that was set anew since then has lost its claim,
    so it is not marked, and what was opened of it goes nowhere.
    """

    group: Sequence[Held]
    _opened: dict[UUID, Letter | None] = field(default_factory=dict)
    _coming: Iterator[tuple[UUID, Letter | None]] | None = None
    _is_broken: bool = False

    def one_more(self) -> None:
        """Open the next letter, if there is one. What fails here fails again in `letters`, and only there."""
        if self._is_broken:
            return
        try:
            for id, letter in self._begun():
                self._opened[id] = letter
                return
        except Exception as error:  # the letter that is on its way must not suffer from it
            log.warning("opening letters ahead failed: %s", type(error).__name__)
            self._is_broken, self._coming = True, None

    def letters(self) -> Mapping[UUID, Letter | None]:
        """All of them: a row that is gone is left out, one that cannot be opened is None."""
        self._opened.update(self._begun())
        return self._opened

    def _begun(self) -> Iterator[tuple[UUID, Letter | None]]:
        if self._coming is None:
            self._coming = letters_of(self.group, timezone.now())
        return self._coming
