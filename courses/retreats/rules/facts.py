"""What an application says that decides, packed into one box of one size. Imports no framework.

`mark` is how others name this person: it follows from the application code one way. Ties name others by
theirs: `(kind, mark)`, of the kinds of `case.PAIRS`.
"""

import json
from dataclasses import asdict, dataclass

LONGEST_NAME = 40
MOST_WISHES = 12
MOST_TIES = 8
# A name of characters of four bytes, wishes and ties at their most, and every word of the vocabularies.
ROOM = 2600


@dataclass(frozen=True, slots=True)
class Facts:
    """`wishes` are ids of retreats, the dearest first; `own_need` and `recommended` go from 0 to 3;
    `features` and `helps` are keys of the vocabularies of rooms and teams. `kept_apart` are the marks of
    those from whom the committee keeps them apart, whatever they write themselves."""

    ticket: str
    name: str
    region: str
    mark: str
    wishes: tuple[str, ...]
    own_need: int = 0
    recommended: int = 0
    has_been: bool = False
    turned_away: int = 0
    features: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    alone: bool = False
    ties: tuple[tuple[str, str], ...] = ()
    kept_apart: tuple[str, ...] = ()
    language: str = "ru"

    def need(self, own_word_up_to: int) -> int:
        """The greater of their own word, as far as it counts, and of a recommendation."""
        return max(min(self.own_need, own_word_up_to), self.recommended)


def pack(facts: Facts) -> bytes:
    return json.dumps(asdict(facts), ensure_ascii=False, separators=(",", ":")).encode()


def unpack(content: bytes) -> Facts:
    """What `pack` wrote."""
    raw = json.loads(content)
    for name in ("wishes", "features", "helps", "kept_apart"):
        raw[name] = tuple(raw[name])
    raw["ties"] = tuple((kind, mark) for kind, mark in raw["ties"])
    return Facts(**raw)
