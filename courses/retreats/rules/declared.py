"""What a colleague declares before they open anything of a round, packed into one box of one size, so that
neither size nor presence of a row tells what it says. Imports no framework."""

import json
from dataclasses import dataclass

MOST_CLOSE = 12
# Marks of 32 digits at their most, with quotes and commas.
ROOM = 35 * MOST_CLOSE + 40


@dataclass(frozen=True, slots=True)
class Declared:
    """`applied`: they ask for a place in this round themselves; which application is theirs is not kept.
    `close` are the marks of people who are close to them, or whom they know again."""

    applied: bool = False
    close: tuple[str, ...] = ()

    def shuts(self, mark: str) -> bool:
        """Whether the application with this mark is somebody else's to look at."""
        return self.applied or mark in self.close


def pack(declared: Declared) -> bytes:
    return json.dumps([declared.applied, declared.close]).encode()


def unpack(content: bytes) -> Declared:
    """What `pack` wrote."""
    applied, close = json.loads(content)
    return Declared(applied, tuple(close))
