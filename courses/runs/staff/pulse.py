"""Whether it helps: what those who hold and plan a run see of its pulse, in plain words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.runs.models import Run
from wellbeing.cohorts import reading
from wellbeing.cohorts.reading import Change, Kind, Nothing, ShownWave

NAMES = {
    Kind.BEFORE: gettext_lazy("At the beginning"),
    Kind.AFTER: gettext_lazy("At the end"),
    Kind.LATER: gettext_lazy("Three months later"),
}
# How many more than `at_least` may have answered.
AND_SOME = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One wave: its days, and what there is to say of it."""

    name: str
    opens_on: date
    closes_on: date
    said: str


def with_waves(runs: QuerySet[Run]) -> QuerySet[Run]:
    """Each with `waves`, what there is of its pulse, by the same query."""
    return runs.annotate(waves=reading.beside("pulse"))


def rows(run: Any) -> list[Row]:
    """Of a run that was asked for `with_waves`; none of one that was never published, or is off."""
    return rows_of(reading.read(run.waves))


def rows_of(shown: reading.Shown | None) -> list[Row]:
    """What there is to say of each wave of a cohort."""
    waves = shown.waves if shown else ()
    return [Row(str(NAMES[each.kind]), each.opens_on, each.closes_on, _said(each)) for each in waves]


def _said(wave: ShownWave) -> str:
    if isinstance(wave.change, Change):
        return in_words(wave.change)
    if wave.change == Nothing.NOT_ENOUGH:
        return _("Not enough answers to show anything.")
    if wave.change == Nothing.NOT_OVER:
        return _("Not over yet.")
    return _("What comes later is compared with this.")


def in_words(change: Change) -> str:
    """The change with its interval. Higher values are heavier weeks."""
    points = {"points": abs(change.difference)}
    if change.difference < 0:
        main = _("It has become easier by about %(points)s points of 100") % points
    elif change.difference > 0:
        main = _("It has become harder by about %(points)s points of 100") % points
    else:
        main = _("No difference to speak of")
    people = _("From %(least)s to %(most)s people answered.")
    many = {"least": change.at_least, "most": change.at_least + AND_SOME}
    return f"{main} ({_interval(change)}). {people % many}"


def _interval(change: Change) -> str:
    """In the direction of the change where the whole interval lies there; otherwise both ends say theirs."""
    low, high = change.low, change.high
    if high <= 0 and change.difference:
        return _("interval: from %(least)s to %(most)s") % {"least": -high, "most": -low}
    if low >= 0 and change.difference:
        return _("interval: from %(least)s to %(most)s") % {"least": low, "most": high}
    said = _("interval: from %(easier)s easier to %(harder)s harder, so there may be no change at all")
    return said % {"easier": max(0, -low), "harder": max(0, high)}
