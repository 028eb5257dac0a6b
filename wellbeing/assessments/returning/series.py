"""A sealed history as a person sees it: what each entry said, and what changed beyond measurement error."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from wellbeing.assessments.returning.entries import Entry
from wellbeing.assessments.rules.change import (
    Change,
    Reading,
    compare,
    in_force,
    mdc95,
    measured_in,
    used_since,
)
from wellbeing.assessments.rules.definition import Direction, Measured, Scale
from wellbeing.assessments.rules.measured import ASSUMED
from wellbeing.assessments.rules.scoring import band_for
from wellbeing.assessments.taking.catalogue import Shown, version
from wellbeing.assessments.taking.numbers import shown


@dataclass(frozen=True, slots=True)
class Value:
    """One scale at one time, in words first."""

    month: date
    band: str
    number: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What changes of the last value are judged by: no difference up to `most` tells anything.

    `measured` is the figure behind it, None while that is one published with the version, an assumption
    perhaps. `newer` is one that holds by now for results that come later.
    """

    most: str
    is_assumed: bool
    measured: Measured | None
    newer: Measured | None


@dataclass(frozen=True, slots=True)
class Line:
    """One scale through the entries of one series, newest first, with what may be said of the last one.

    `bar` is None where nothing may be.
    """

    title: str
    higher_is_worse: bool
    values: tuple[Value, ...]
    since_before: Change
    since_first: Change | None
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Series:
    """Entries that may be compared: of one version in one language."""

    title: str
    language: str
    months: tuple[date, ...]
    lines: tuple[Line, ...]


def series_of(kept: Sequence[Entry]) -> list[Series]:
    """The history by version and language, the one used last first; what cannot be read is left out."""
    newest_first = sorted(_grouped(kept), key=lambda group: kept.index(group[-1]), reverse=True)
    found = [(version(group[0].version, group[0].language), group) for group in newest_first]
    return [_series(shown_version, group) for shown_version, group in found if shown_version]


def _grouped(kept: Sequence[Entry]) -> list[list[Entry]]:
    def measured_with(entry: Entry) -> tuple[str, str]:
        return entry.version, entry.language

    return [list(group) for _, group in groupby(sorted(kept, key=measured_with), key=measured_with)]


def _series(measured: Shown, group: Sequence[Entry]) -> Series:
    return Series(
        title=measured.instrument.title[measured.language],
        language=measured.language,
        months=tuple(entry.month for entry in group),
        lines=tuple(
            _line(scale, [(entry, entry.values[i]) for entry in group], measured.language)
            for i, scale in enumerate(measured.instrument.scales)
        ),
    )


def _line(scale: Scale, taken: Sequence[tuple[Entry, Decimal | None]], language: str) -> Line:
    readings = [Reading(entry.version, entry.language, value, entry.month) for entry, value in taken]
    last = readings[-1]
    since_before = compare(scale, readings[-2], last) if len(readings) > 1 else Change.NOT_COMPARABLE
    since_first = compare(scale, readings[0], last) if len(readings) > 2 else None
    is_said = {since_before, since_first} - {Change.NOT_COMPARABLE, None}
    return Line(
        title=scale.title[language],
        higher_is_worse=scale.direction is Direction.HIGHER_IS_WORSE,
        values=tuple(_value(scale, entry, value, language) for entry, value in reversed(taken)),
        since_before=since_before,
        since_first=since_first,
        bar=_bar(scale, taken[-1][0].month, language) if is_said else None,
    )


def _bar(scale: Scale, month: date, language: str) -> Bar | None:
    reliability = in_force(scale, month)
    if reliability is None:
        return None
    now = used_since(scale)
    return Bar(
        most=shown(min(mdc95(reliability), scale.high - scale.low), scale, language),
        is_assumed=reliability.coefficient == ASSUMED,
        measured=measured_in(scale, month),
        newer=measured_in(scale, now) if now and now > month else None,
    )


def _value(scale: Scale, entry: Entry, value: Decimal | None, language: str) -> Value:
    band = band_for(scale, value)
    return Value(
        month=entry.month,
        band=band.title.get(language, "") if band else "",
        number="" if value is None else shown(value, scale, language),
    )
