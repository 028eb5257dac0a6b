"""What a programme has to leave free, what is wrong with one, and what changed from one to the next. Imports
no framework.

Days are counted from one, times are minutes of a day. People come to rest: on every day with sessions there
is a stretch of rest or free time that nothing else takes, evenings are free, and sessions have a limit.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from courses.retreats.rules.findings import Grade

WHOLE_DAY = 24 * 60
SHORTEST_REST = 90
LAST_END = 21 * 60
MOST_SESSIONS = 6 * 60
MEALS = 3

Stretch = tuple[int, int]


class Kind(StrEnum):
    SESSION = "session"
    MEAL = "meal"
    REST = "rest"
    FREE = "free"
    TRAVEL = "travel"


RESTFUL = frozenset({Kind.REST, Kind.FREE})


@dataclass(frozen=True, slots=True)
class Item:
    """`key` stays the same from version to version; space and people are by name, as they are read."""

    key: str
    title: str
    kind: str
    day: int
    begins: int
    ends: int
    space: str = ""
    people: tuple[str, ...] = ()

    @property
    def stretch(self) -> Stretch:
        return self.begins, self.ends


class What(StrEnum):
    OUTSIDE = "outside"  # on a day that the retreat has not
    LATE = "late"  # a session goes on after nine in the evening
    NO_REST = "no_rest"  # no stretch of rest that is long enough
    TOO_MUCH = "too_much"  # too many hours of sessions
    MEALS = "meals"  # meals are missing
    CLASHES = "clashes"  # a session while people eat or travel
    PARALLEL = "parallel"  # two sessions at once
    NOBODY = "nobody"  # a session that nobody of the team holds
    EMPTY = "empty"  # a day without anything


GRADES: Mapping[What, Grade] = {
    What.OUTSIDE: Grade.BLOCK,
    What.LATE: Grade.BLOCK,
    What.NO_REST: Grade.BLOCK,
    What.TOO_MUCH: Grade.BLOCK,
    What.MEALS: Grade.WARN,
    What.CLASHES: Grade.WARN,
    What.PARALLEL: Grade.NOTE,
    What.NOBODY: Grade.NOTE,
    What.EMPTY: Grade.NOTE,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`titles` are those of the slots it is about, where it is about some and not about the day."""

    what: What
    day: int
    titles: tuple[str, ...] = ()

    @property
    def grade(self) -> Grade:
        return GRADES[self.what]


def look(items: Collection[Item], days: int) -> list[Finding]:
    """What is to be said of the programme of a retreat of so many days, day by day."""
    found = [
        Finding(What.OUTSIDE, each.day, (each.title,))
        for each in sorted(items, key=_in_order)
        if each.day > days
    ]
    for day in range(1, days + 1):
        own = sorted((each for each in items if each.day == day), key=_in_order)
        found += _of_day(own, day, is_whole=1 < day < days)
    return found


def twice(items: Collection[Item]) -> list[tuple[str, Item, Item]]:
    """Rooms and people that would be in two places at once: by name, with the two slots."""
    ordered = sorted(items, key=_in_order)
    found = []
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if one.day == other.day and _overlap(one, other):
                shared = {each for each in (one.space, *one.people) if each} & {other.space, *other.people}
                found += [(name, one, other) for name in sorted(shared)]
    return found


def _of_day(items: Sequence[Item], day: int, *, is_whole: bool) -> Iterator[Finding]:
    if not items:
        yield Finding(What.EMPTY, day)
        return
    sessions = [each for each in items if each.kind == Kind.SESSION]
    yield from (Finding(What.LATE, day, (each.title,)) for each in sessions if each.ends > LAST_END)
    if sessions and not _rests(items):
        yield Finding(What.NO_REST, day)
    if _minutes(each.stretch for each in sessions) > MOST_SESSIONS:
        yield Finding(What.TOO_MUCH, day)
    # On the first day people come, on the last they go.
    if sum(each.kind == Kind.MEAL for each in items) < (MEALS if is_whole else 1):
        yield Finding(What.MEALS, day)
    for number, each in enumerate(items):
        yield from _beside(each, items[number + 1 :], day)
    yield from (Finding(What.NOBODY, day, (each.title,)) for each in sessions if not each.people)


def _beside(item: Item, later: Collection[Item], day: int) -> Iterator[Finding]:
    """What happens at the same time: rest that is taken is no rest, and is looked at apart."""
    for other in later:
        kinds = {item.kind, other.kind}
        if not _overlap(item, other) or kinds & RESTFUL or Kind.SESSION not in kinds:
            continue
        what = What.PARALLEL if kinds == {Kind.SESSION} else What.CLASHES
        yield Finding(what, day, (item.title, other.title))


def _rests(items: Collection[Item]) -> bool:
    """Whether some stretch of rest that nothing else takes is long enough."""
    free = {minute for each in items if each.kind in RESTFUL for minute in range(*each.stretch)}
    free -= {minute for each in items if each.kind not in RESTFUL for minute in range(*each.stretch)}
    longest = run = 0
    for minute in range(WHOLE_DAY):
        run = run + 1 if minute in free else 0
        longest = max(longest, run)
    return longest >= SHORTEST_REST


def _minutes(stretches: Iterable[Stretch]) -> int:
    """How long they are; what happens at once counts once."""
    return len({minute for stretch in stretches for minute in range(*stretch)})


def _overlap(one: Item, other: Item) -> bool:
    return one.begins < other.ends and other.begins < one.ends


def _in_order(item: Item) -> tuple[int, int, int, str]:
    return item.day, item.begins, item.ends, item.title


class Way(StrEnum):
    """How a slot of a version is another than it was."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"  # another day or time
    ELSEWHERE = "elsewhere"  # another room
    BY_OTHERS = "by_others"  # other colleagues
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Change:
    """`item` as it is now, or as it was where it is gone; `before` as it was where it is another."""

    way: Way
    item: Item
    before: Item | None = None


DIFFERS: Mapping[Way, tuple[str, ...]] = {
    Way.MOVED: ("day", "begins", "ends"),
    Way.ELSEWHERE: ("space",),
    Way.BY_OTHERS: ("people",),
    Way.RENAMED: ("title", "kind"),
}


def changes(before: Collection[Item], after: Collection[Item]) -> list[Change]:
    """What changed, in the order of the programme as it is now; what is gone comes last."""
    known = {each.key: each for each in before}
    found: list[Change] = []
    for item in sorted(after, key=_in_order):
        was = known.pop(item.key, None)
        if was is None:
            found.append(Change(Way.NEW, item))
            continue
        for way, names in DIFFERS.items():
            if any(getattr(was, name) != getattr(item, name) for name in names):
                found.append(Change(way, item, was))
    return found + [Change(Way.GONE, each) for each in sorted(known.values(), key=_in_order)]


def plain(items: Collection[Item]) -> list[dict[str, Any]]:
    """As JSON has it, in the order of the programme."""
    return [
        {**asdict(each), "people": list(each.people), "kind": str(each.kind)}
        for each in sorted(items, key=_in_order)
    ]


def read(content: Iterable[Mapping[str, Any]]) -> list[Item]:
    """What `plain` gave."""
    return [Item(**{**each, "people": tuple(each["people"])}) for each in content]
