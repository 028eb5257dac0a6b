"""Where next steps can be connected: the bands of each instrument's current version."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, IntegerField, QuerySet, When
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbeing.assessments.models import Band, InstrumentVersion, NextStep
from wellbeing.assessments.reading import plain

Key = tuple[int, str, Decimal]


@dataclass(frozen=True, slots=True)
class Place:
    """One band of a current version, with the words for it in the language that is on."""

    instrument: int
    scale_key: str
    starts_at: Decimal
    instrument_title: str
    scale_title: str
    band_title: str

    @property
    def key(self) -> Key:
        return self.instrument, self.scale_key, self.starts_at

    @property
    def scale_label(self) -> str:
        return f"{self.instrument_title} · {self.scale_title}"

    @property
    def band_label(self) -> str:
        start = number_format(plain(self.starts_at))
        return _("from %(start)s: %(title)s") % {"start": start, "title": self.band_title}


def current() -> dict[Key, Place]:
    """Every place in the order of the public list, in two queries."""
    versions = list(_current_versions())
    order = {version.pk: number for number, version in enumerate(versions)}
    bands = Band.objects.filter(scale__version__in=versions).select_related("scale__version__instrument")
    in_order = sorted(
        bands, key=lambda band: (order[band.scale.version_id], band.scale.sort_order, band.starts_at)
    )
    places = [_place(band) for band in in_order]
    return {place.key: place for place in places}


def key_of(step: NextStep) -> Key:
    return step.instrument_id, step.scale_key, step.band_starts_at


def _current_versions() -> QuerySet[InstrumentVersion]:
    """Of each instrument the published version; where there is none, the newest."""
    is_other = Case(When(status="published", then=0), default=1, output_field=IntegerField())
    return (
        InstrumentVersion.objects.annotate(is_other=is_other)
        .order_by("instrument__position", "instrument__slug", "is_other", "-number")
        .distinct("instrument__position", "instrument__slug")
    )


def _place(band: Band) -> Place:
    version = band.scale.version
    return Place(
        instrument=version.instrument_id,
        scale_key=band.scale.key,
        starts_at=band.starts_at,
        instrument_title=text_of(version, "title") or version.instrument.slug,
        scale_title=text_of(band.scale, "title") or band.scale.key,
        band_title=text_of(band, "title"),
    )


def text_of(row: object, name: str) -> str:
    """The text in the language that is on, else in the other."""
    first, second = ("ru", "en") if get_language() == "ru" else ("en", "ru")
    return getattr(row, f"{name}_{first}") or getattr(row, f"{name}_{second}")
