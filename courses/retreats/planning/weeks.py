"""Weeks of a year, and how people type them: days and ranges of days, one a line. Imports no framework.

A week is named by its Monday and belongs to the year that its Monday is in.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
LAST_DAY = timedelta(days=6)
FIRST_YEAR, LAST_YEAR = 2020, 2100
MOST_LINES = 120
LONGEST_DAYS = 366
DAY = r"(\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})"
# Whatever dash people type between two days; after them, where it is asked for, why.
LINE = re.compile(rf"^{DAY}(?:\s*(?:[-–—]|\.\.\.?|…)\s*{DAY})?[\s,;:.–—-]*(.*)$")


class Fault(StrEnum):
    NO_DAY = "no_day"
    BACKWARDS = "backwards"
    TOO_LONG = "too_long"
    FAR_YEAR = "far_year"
    NO_WHOLE_WEEK = "no_whole_week"
    NO_REASON = "no_reason"
    LONG_REASON = "long_reason"
    MORE_WORDS = "more_words"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is right: its first and last day, and what was written after them."""

    first: date
    last: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that is not: its number from 1, and what was typed."""

    number: int
    typed: str
    fault: Fault


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def of_year(year: int) -> list[date]:
    """The Mondays of a year, the first is week 1."""
    first = date(year, 1, 1)
    first += timedelta(days=-first.weekday() % 7)
    return [week for each in range(53) if (week := first + each * WEEK).year == year]


def number(week: date) -> int:
    """Which week of its year it is."""
    return (week.timetuple().tm_yday - 1) // 7 + 1


def whole(line: Line) -> list[date]:
    """The weeks of which every day is within; a single day stands for its week."""
    if line.first == line.last:
        return [monday(line.first)]
    start = line.first + timedelta(days=-line.first.weekday() % 7)
    return _weeks(start, line.last - LAST_DAY)


def touched(line: Line) -> list[date]:
    """The weeks of which any day is within."""
    return _weeks(monday(line.first), line.last)


def read(text: str, *, longest_reason: int = 0) -> tuple[list[Line], list[Wrong]]:
    """The lines of a text, and those that are wrong. Where a reason has a length, each line has to have one;
    else it may have none, and has to hold a whole week.
    """
    lines: list[Line] = []
    wrong: list[Wrong] = []
    for place, typed in enumerate(text.splitlines(), start=1):
        if not (said := typed.strip()):
            continue
        if len(lines) + len(wrong) >= MOST_LINES:
            wrong.append(Wrong(place, said, Fault.TOO_MANY))
            break
        found = _line(said, longest_reason)
        if isinstance(found, Fault):
            wrong.append(Wrong(place, said, found))
        else:
            lines.append(found)
    return lines, wrong


def ranges(weeks: Iterable[date]) -> list[tuple[date, date]]:
    """Weeks that follow one another as one: first and last day of each such stretch."""
    found: list[tuple[date, date]] = []
    for week in sorted(weeks):
        if found and found[-1][1] + timedelta(days=1) == week:
            found[-1] = (found[-1][0], week + LAST_DAY)
        else:
            found.append((week, week + LAST_DAY))
    return found


def written(stretches: Sequence[tuple[date, date]]) -> str:
    """The way that `read` reads."""
    return "\n".join(f"{first:%d.%m.%Y} – {last:%d.%m.%Y}" for first, last in stretches)


def _line(said: str, longest_reason: int) -> Line | Fault:
    match = LINE.match(said)
    first = _day(match[1]) if match else None
    last = _day(match[2]) if match and match[2] else first
    if match is None or first is None or last is None:
        return Fault.NO_DAY
    line = Line(first, last, match[3].strip())
    return _days_fault(line) or _words_fault(line, longest_reason) or line


def _days_fault(line: Line) -> Fault | None:
    if not all(FIRST_YEAR <= each.year <= LAST_YEAR for each in (line.first, line.last)):
        return Fault.FAR_YEAR
    if line.last < line.first:
        return Fault.BACKWARDS
    return Fault.TOO_LONG if (line.last - line.first).days > LONGEST_DAYS else None


def _words_fault(line: Line, longest_reason: int) -> Fault | None:
    if not longest_reason:
        if line.words:
            return Fault.MORE_WORDS
        return None if whole(line) else Fault.NO_WHOLE_WEEK
    if not line.words:
        return Fault.NO_REASON
    return Fault.LONG_REASON if len(line.words) > longest_reason else None


def _day(typed: str) -> date | None:
    if "-" in typed:
        year, month, day = typed.split("-")
    else:
        day, month, year = re.split(r"[./]", typed)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _weeks(first: date, until: date) -> list[date]:
    return [first + each * WEEK for each in range((until - first).days // 7 + 1)] if first <= until else []
