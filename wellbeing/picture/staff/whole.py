"""The whole picture for council and coordinators: all quarters and versions, what waits, what was left out.

The figures are those that have passed the rules, and no others: what the public may not learn by subtracting,
colleagues may not either.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from wellbeing.picture import published, words
from wellbeing.picture.models import Release
from wellbeing.picture.public import pages, tables
from wellbeing.picture.public.tables import Line, TrendLine
from wellbeing.picture.published import Published, Written
from wellbeing.picture.rules.cells import COUNTRY
from wellbeing.picture.rules.release import ScaleTable, VersionTables
from wellbeing.picture.staff import frame
from wellbeing.privacy.guards import staff

VIEW = "picture.view_release"
WAITING = Release.State.WAITING


@dataclass(frozen=True, slots=True)
class RowOfStaff:
    line: Line
    moved: TrendLine | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class ScaleOfStaff:
    """A scale of one release: every place, those too of which nothing may be shown, and what has moved."""

    title: str
    range: dict[str, Any]
    bands: list[str]
    rows: list[RowOfStaff]


class Filters(forms.Form):
    """Which release is shown, and which version of which questionnaire. A choice that is none counts as the
    first that shows anything."""

    release = forms.ChoiceField(label=gettext_lazy("Quarter"), required=False)
    version = forms.ChoiceField(label=gettext_lazy("Questionnaire"), required=False)

    def __init__(self, found: Published, asked: Mapping[str, str]) -> None:
        releases = {_key(each): each for each in found.written}
        self.written = releases.get(asked.get("release", "")) or next(iter(releases.values()), None)
        listed = self.written.release.versions if self.written else ()
        versions = {f"{each.instrument}-{each.version}": each for each in listed}
        self.of = versions.get(asked.get("version", "")) or _fullest(listed)
        super().__init__(
            {
                "release": _key(self.written) if self.written else "",
                "version": f"{self.of.instrument}-{self.of.version}" if self.of else "",
            }
        )
        self._offer("release", [(key, _name(each)) for key, each in releases.items()])
        self._offer("version", [(key, _title(each)) for key, each in versions.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


@staff(VIEW)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """One release in full, the colleague's own region first, and how many have added something by quarter."""
    found = published.everything()
    filters = Filters(found, request.GET)
    written, version = filters.written, filters.of
    region = frame.colleague(request).coordinates()
    own = region.pk if region else None
    context = {
        "filters": filters,
        "written": written,
        "state": Release.State(written.state).label if written else "",
        "name": _name(written) if written else "",
        "scales": _scales(found, written, version, own) if written and version else [],
        "counts": counts(found),
        "reasons": words.reasons(),
        "waiting": [words.quarter(each.quarter) for each in found.written if each.state == WAITING],
    }
    return frame.page(request, "whole", _("The whole picture"), context, icon="view")


def counts(found: Published) -> list[tuple[str, list[tuple[str, words.Shown]]]]:
    """By release, how many are counted in each version that shows it: with the noise that everybody sees."""
    return [
        (
            _name(each),
            [
                (words.title(version.title), words.how_many(row.n))
                for version in each.release.versions
                for scale in version.scales[:1]
                for row in scale.rows
                if row.region is COUNTRY and tables.is_there(row)
            ],
        )
        for each in found.written
    ]


def _scales(
    found: Published, written: Written, version: VersionTables, own: str | None
) -> list[ScaleOfStaff]:
    return [
        ScaleOfStaff(
            words.title(table.title),
            pages.range_of(table),
            tables.bands(table),
            sorted(_rows(found, written, version, table, own), key=lambda row: not row.is_own),
        )
        for table in version.scales
    ]


def _rows(
    found: Published, written: Written, version: VersionTables, table: ScaleTable, own: str | None
) -> Iterator[RowOfStaff]:
    """Changes are told of main boxes alone."""
    trends = () if written.is_apart else tables.trends(found, written.quarter, version, table)
    moved = {
        each.row.region: tables.trend_line(found, table, each) for each in trends if tables.is_there(each.row)
    }
    for row in table.rows:
        line = tables.line(row, table, name=words.place(found, row.region), url="")
        yield RowOfStaff(line, moved.get(row.region), row.region is not None and row.region == own)


def _fullest(listed: Sequence[VersionTables]) -> VersionTables | None:
    """The first version that shows anything, or the first."""
    showing = (each for each in listed if any(tables.is_there(row) for s in each.scales for row in s.rows))
    return next(showing, listed[0] if listed else None)


def _key(each: Written) -> str:
    return f"{words.quarter_slug(each.quarter)}{'-apart' if each.is_apart else ''}"


def _title(each: VersionTables) -> str:
    return _("%(title)s, version %(number)s") % {"title": words.title(each.title), "number": each.version}


def _name(each: Written) -> str:
    name = words.quarter(each.quarter)
    return f"{name}, {_('counted apart')}" if each.is_apart else name
