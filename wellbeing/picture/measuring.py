"""What published releases say of how well a version measures: by quarter, and of two years together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wellbeing.assessments.actions.reliability import Offer
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.reading import as_definition
from wellbeing.assessments.rules.measured import Found
from wellbeing.picture.models import Release
from wellbeing.picture.rules import measures
from wellbeing.picture.rules.layout import VersionLayout
from wellbeing.picture.rules.measures import Measure, Unreadable

# What is older says of people who answered then.
QUARTERS_TOGETHER = 8


@dataclass(frozen=True, slots=True)
class Quarter:
    """What one release has of a version."""

    day: date
    is_apart: bool
    measures: tuple[Measure, ...]


def quarters(version: InstrumentVersion) -> tuple[Quarter, ...]:
    """Published ones with something of this version, the newest first. One query."""
    key = {"instrument": version.instrument.slug, "version": version.number}
    releases = Release.objects.filter(state=Release.State.PUBLISHED, measures__contains=[key])
    found = [
        Quarter(release.quarter, release.is_apart, _of(release.measures, key))
        for release in releases.order_by("-quarter", "is_apart").only("quarter", "is_apart", "measures")
    ]
    return tuple([quarter for quarter in found if quarter.measures])


def versions() -> list[tuple[InstrumentVersion, list[date]]]:
    """Every version of which something has been published, in the editors' order, with its quarters.

    Two queries.
    """
    days: dict[tuple[str, int], set[date]] = {}
    for quarter, rows in Release.objects.filter(state=Release.State.PUBLISHED).values_list(
        "quarter", "measures"
    ):
        for each in rows:
            days.setdefault((each["instrument"], each["version"]), set()).add(quarter)
    found = InstrumentVersion.objects.exclude(status=InstrumentVersion.Status.DRAFT)
    return [
        (each, sorted(days[each.instrument.slug, each.number]))
        for each in found.select_related("instrument")
        if (each.instrument.slug, each.number) in days
    ]


def together(version: InstrumentVersion, several: Sequence[Quarter]) -> tuple[Measure, ...]:
    """The newest quarters as one, for each scale and language that has kept its numbers."""
    layout = VersionLayout(as_definition(version), version.number, ())
    recent = _recent(several)
    found = [
        measures.pooled(layout, [_one(quarter, scale.key, language) for quarter in recent])
        for scale in layout.instrument.scales
        for language in layout.instrument.languages
    ]
    return tuple([each for each in found if each])


def offers(version: InstrumentVersion) -> list[Offer]:
    """Figures of the newest quarters together, for those scales and languages that have any."""
    several = quarters(version)
    return offers_of(together(version, several), several)


def offers_of(found: Sequence[Measure], several: Sequence[Quarter]) -> list[Offer]:
    """The same, of what `together` has come to already."""
    days = [quarter.day for quarter in _recent(several)]
    return [
        Offer(each.scale, each.language, one, min(days), max(days))
        for each in found
        if (one := found_in(each))
    ]


def found_in(measure: Measure) -> Found | None:
    """What could be taken over of a measure; None without alpha, spread or number."""
    alpha, sd, n, kept = measure.alpha, measure.sd, measure.n, measure.kept
    if alpha.value is None or alpha.low is None or alpha.high is None:
        return None
    if sd.value is None or n.low is None or kept is None:
        return None
    value, low, high, spread = [Decimal(str(each)) for each in (alpha.value, alpha.low, alpha.high, sd.value)]
    return Found(value, low, high, spread, people=int(n.low // kept.quarters))


def _recent(several: Sequence[Quarter]) -> list[Quarter]:
    days = sorted({quarter.day for quarter in several}, reverse=True)[:QUARTERS_TOGETHER]
    return [quarter for quarter in several if quarter.day in days]


def _one(quarter: Quarter, scale: str, language: str) -> Measure:
    return next(each for each in quarter.measures if (each.scale, each.language) == (scale, language))


def _of(written: list[dict[str, object]], key: dict[str, object]) -> tuple[Measure, ...]:
    """A release that is written otherwise than it is read now says nothing here."""
    try:
        return tuple(measures.read([row for row in written if key.items() <= row.items()]))
    except Unreadable:
        return ()
