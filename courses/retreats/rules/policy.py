"""By which rules places are shared out: what must hold, and what is aimed at, in order of weight.

The order is strict: an aim further down never costs anything of one above it. The lot says who has a place;
it stands where the policy puts it, or after the last aim. Where it stands above the wishes and above coming
together, they say who goes where and never who goes, so nobody has a place for what they wished. At the very
end a second lot says which place. Imports no framework.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Aim(StrEnum):
    """What can be aimed at. Each is a number that is made as large as those before it allow."""

    SERVED = "served"  # how many have a place
    NEED = "need"  # how many with the highest need have one; then of those below it, level by level
    FIRST_TIME = "first_time"  # how many who have never been
    TURNED_AWAY = "turned_away"  # the years in which those who have one got nothing, added up
    UNDER_SERVED = "under_served"  # by how much their regions went short, added up
    LOT = "lot"  # the lot for who has a place
    WISHES = "wishes"  # wishes, the dearest counting most
    TOGETHER = "together"  # pairs who come together as they wished


class Rule(StrEnum):
    """What must hold, whatever is aimed at."""

    PLACES = "places"
    ROOMS = "rooms"
    APART = "apart"
    BOUND = "bound"
    LIMITS = "limits"
    LEAST = "least"
    MOST = "most"
    KEPT = "kept"


LetGo = tuple[str, str, str]  # a rule, a retreat, and a region where the rule is about one
CAN_BE_LET_GO = frozenset({Rule.LEAST, Rule.KEPT})

DEFAULT_ORDER = (
    Aim.SERVED,
    Aim.NEED,
    Aim.FIRST_TIME,
    Aim.TURNED_AWAY,
    Aim.UNDER_SERVED,
    Aim.LOT,
    Aim.WISHES,
    Aim.TOGETHER,
)


@dataclass(frozen=True, slots=True)
class Policy:
    """All numbers hold for each retreat alike. `least` and `most` are places by region, `most_elsewhere` for
    regions that `most` does not name; `kept` are places for people who have never been. What is kept, and
    what a region has at least, holds as far as people applied who can have it. `let_go` are single rules that
    do not hold at one retreat, since they could not together with others (`loosening`)."""

    aims: tuple[Aim, ...] = DEFAULT_ORDER
    least: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    most_elsewhere: int | None = None
    kept: int = 0
    let_go: frozenset[LetGo] = frozenset()

    def most_of(self, region: str) -> int | None:
        return self.most.get(region, self.most_elsewhere)

    @property
    def do_wishes_decide_who(self) -> bool:
        """Whether somebody can have a place, or none, for the order of their wishes or for whom they would
        like to come with. Not where the lot for who comes before both."""
        before = self.aims[: self.aims.index(Aim.LOT)] if Aim.LOT in self.aims else self.aims
        return Aim.WISHES in before or Aim.TOGETHER in before

    def plain(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "aims": [str(aim) for aim in self.aims],
            "least": dict(self.least),
            "most": dict(self.most),
            "most_elsewhere": self.most_elsewhere,
            "kept": self.kept,
            "let_go": sorted(map(list, self.let_go)),
        }
