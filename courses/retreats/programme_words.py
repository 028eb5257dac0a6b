"""Programmes in words: findings, changes, days and times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.retreats.models import Slot
from courses.retreats.rules.programme import Change, Finding, Item, Way, What

FOUND = {
    What.OUTSIDE: gettext_lazy(
        "“%(title)s” is on a day that the retreat does not have. Move it or take it out."
    ),
    What.LATE: gettext_lazy("“%(title)s” goes on after nine in the evening. Evenings stay free of sessions."),
    What.NO_REST: gettext_lazy(
        "There is no stretch of rest or free time of an hour and a half that nothing else takes."
    ),
    What.TOO_MUCH: gettext_lazy("There are more than six hours of sessions."),
    What.MEALS: gettext_lazy("Meals are missing: three on a whole day, one on the first and the last."),
    What.CLASHES: gettext_lazy("“%(title)s” and “%(other)s” are at the same time."),
    What.PARALLEL: gettext_lazy("“%(title)s” and “%(other)s” are two sessions at once."),
    What.NOBODY: gettext_lazy("Nobody of the team is named for “%(title)s”."),
    What.EMPTY: gettext_lazy("There is nothing on this day yet."),
}
CHANGED = {
    Way.NEW: gettext_lazy("New: “%(title)s”, %(when)s."),
    Way.GONE: gettext_lazy("“%(title)s” is left out (it was %(when)s)."),
    Way.MOVED: gettext_lazy("“%(title)s” moves from %(was)s to %(when)s."),
    Way.ELSEWHERE: gettext_lazy("“%(title)s”: room “%(now)s” in place of “%(was)s”."),
    Way.BY_OTHERS: gettext_lazy("“%(title)s”: %(now)s in place of %(was)s."),
    Way.RENAMED: gettext_lazy("“%(was)s” is now “%(title)s” (%(now)s)."),
}
NOBODY, NOWHERE = gettext_lazy("nobody named"), gettext_lazy("no room")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a programme, as it is read."""

    number: int
    name: str
    items: list[tuple[Item, str, str]]  # with its time and its kind in words


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def time(item: Item) -> str:
    return f"{clock(item.begins)}–{clock(item.ends)}"


def day(first: date, number: int) -> str:
    """A day of a retreat by its date: “Mon, 1 March”."""
    return date_format(first + timedelta(days=number - 1), "D, j E")


def kind(item: Item) -> str:
    return str(capfirst(Slot.Kind(item.kind).label))


def by_day(items: Iterable[Item], first: date) -> list[Day]:
    """Days that have something, in their order."""
    found: dict[int, list[Item]] = {}
    for each in sorted(items, key=lambda each: (each.day, each.begins, each.ends, each.title)):
        found.setdefault(each.day, []).append(each)
    return [
        Day(number, day(first, number), [(each, time(each), kind(each)) for each in own])
        for number, own in found.items()
    ]


def finding(found: Finding, first: date) -> str:
    title, other = (*found.titles, "", "")[:2]
    said = str(FOUND[found.what]) % {"title": title, "other": other}
    return f"{day(first, found.day)}: {said}"


def change(changed: Change, first: date) -> str:
    item, before = changed.item, changed.before
    now, was = _sides(changed.way, item, before, first)
    when = f"{day(first, item.day)}, {time(item)}"
    return str(CHANGED[changed.way]) % {"title": item.title, "when": when, "now": now, "was": was}


def _sides(way: Way, item: Item, before: Item | None, first: date) -> tuple[str, str]:
    if before is None:
        return "", ""
    if way is Way.MOVED:
        return "", f"{day(first, before.day)}, {time(before)}"
    if way is Way.ELSEWHERE:
        return item.space or str(NOWHERE), before.space or str(NOWHERE)
    if way is Way.BY_OTHERS:
        return ", ".join(item.people) or str(NOBODY), ", ".join(before.people) or str(NOBODY)
    return kind(item), before.title


def version(number: int) -> str:
    return _("Version %(number)s") % {"number": number}
