"""What would change for somebody who went on by other rules. Imports no framework.

What is missing now and what would be missing then are compared one by one. Of one kind, counted alike, the
same key is the same requirement, and so is, where a key was renamed, the same subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trainers.rules.standing import Missing

# The key of a requirement among its own alternatives, whatever it is called.
ITSELF = ""


class Effect(StrEnum):
    HARDER = "harder"
    EASIER = "easier"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """What would come to be missing, or more of it than now; and what would no longer be, or less of it."""

    added: tuple[Missing, ...] = ()
    dropped: tuple[Missing, ...] = ()

    @property
    def effect(self) -> Effect:
        """Harder as soon as anything is added, whatever else is dropped."""
        if self.added:
            return Effect.HARDER
        return Effect.EASIER if self.dropped else Effect.SAME


def compare(now: Sequence[Missing], then: Sequence[Missing]) -> Difference:
    """What moving from the first to the second would add and drop, in the order of each."""
    added, dropped, left = [], [], list(now)
    for each in then:
        before = _same(each, left)
        if before is None:
            added.append(each)
            continue
        left.remove(before)
        if _leaves_more(before, each):
            added.append(each)
        elif _leaves_more(each, before):
            dropped.append(before)
    return Difference(tuple(added), tuple(each for each in now if each in (*left, *dropped)))


def _same(each: Missing, among: Sequence[Missing]) -> Missing | None:
    asked = each.requirement
    alike = [
        other
        for other in among
        if (other.requirement.kind, other.requirement.unit) == (asked.kind, asked.unit)
    ]
    by_key = (other for other in alike if other.requirement.key == asked.key)
    renamed = (other for other in alike if other.requirement.subject == asked.subject)
    return next(by_key, None) or next(renamed, None)


def _leaves_more(before: Missing, after: Missing) -> bool:
    """Whether some way to meet it that there was before is gone, or longer."""
    ways = _ways(after)
    return any(key not in ways or ways[key] > lacks for key, lacks in _ways(before).items())


def _ways(each: Missing) -> dict[str, int]:
    """How much each way to meet a requirement still takes: its own, and those in its place."""
    found = {ITSELF: each.lacks}
    for other in each.instead:
        inner = _ways(other)
        found |= {key or other.requirement.key: lacks for key, lacks in inner.items()}
    return found
