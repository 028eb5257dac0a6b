"""A version's rows as the plain definition that scoring, checks and pages work from."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from wellbeing.assessments import models
from wellbeing.assessments.rules import change, definition
from wellbeing.assessments.rules.definition import BandKind, Direction, LicenceClass, Method, Texts
from wellbeing.assessments.rules.measured import ALPHA

Row = TypeVar("Row", models.Option, models.Band)


def as_definition(version: models.InstrumentVersion) -> definition.Instrument:
    """All of `version` in five queries, and a sixth when its instrument has not been loaded.

    Texts hold the languages that are filled in, whichever the version announces.
    """
    return definition.Instrument(
        key=version.instrument.slug,
        title=_texts(version, "title"),
        about=_texts(version, "about"),
        recall=_texts(version, "recall"),
        is_validated=version.is_validated,
        items=tuple(_item(row) for row in models.Item.objects.filter(version=version)),
        response_sets=_response_sets(version),
        scales=_scales(version),
        licence=_licence(version),
        languages=tuple(version.languages),
    )


def with_measured(
    instrument: definition.Instrument, *, version: models.InstrumentVersion, language: str, month: date
) -> definition.Instrument:
    """The definition with what has been measured of its scales in this language, and used in this month.

    One query.
    """
    rows = list(models.MeasuredReliability.objects.filter(version=version, language=language))
    return replace(instrument, scales=tuple([_with(each, rows, month) for each in instrument.scales]))


def _with(
    scale: definition.Scale, rows: Iterable[models.MeasuredReliability], month: date
) -> definition.Scale:
    found = replace(scale, measured=tuple([as_measured(row) for row in rows if row.scale_key == scale.key]))
    return replace(found, reliability=change.in_force(found, month))


def as_measured(row: models.MeasuredReliability) -> definition.Measured:
    return definition.Measured(
        since_month=row.since_month,
        alpha=plain(row.alpha),
        high=plain(row.high),
        first_quarter=row.first_quarter,
        last_quarter=row.last_quarter,
        reliability=definition.Reliability(ALPHA, plain(row.low), plain(row.sd), row.people, "", ""),
        before=definition.Reliability(
            row.replaced_kind,
            plain(row.replaced_value),
            plain(row.replaced_sd),
            None,
            "",
            row.replaced_source,
        ),
    )


def _licence(version: models.InstrumentVersion) -> definition.Licence:
    return definition.Licence(
        licence_class=LicenceClass(version.licence_class),
        holder=version.licence_holder,
        evidence_url=version.licence_evidence_url,
        evidence_on=version.licence_evidence_on.isoformat() if version.licence_evidence_on else "",
        allowed_uses=tuple(use.strip() for use in version.licence_uses.split(",") if use.strip()),
        attribution=_texts(version, "attribution"),
        checked_by=version.licence_checked_by,
        reference=version.licence_reference,
        checked_on=version.licence_checked_on.isoformat() if version.licence_checked_on else "",
    )


def _item(row: models.Item) -> definition.Item:
    return definition.Item(row.key, _texts(row, "text"), row.response_set, row.is_sensitive)


def _response_sets(version: models.InstrumentVersion) -> tuple[definition.ResponseSet, ...]:
    options = _by_parent(models.Option.objects.filter(response_set__version=version), "response_set_id")
    return tuple(
        definition.ResponseSet(
            row.key,
            tuple(
                definition.Option(
                    None if option.code is None else plain(option.code),
                    _texts(option, "text"),
                    option.is_missing,
                )
                for option in options.get(row.pk, ())
            ),
        )
        for row in models.ResponseSet.objects.filter(version=version)
    )


def _scales(version: models.InstrumentVersion) -> tuple[definition.Scale, ...]:
    bands = _by_parent(models.Band.objects.filter(scale__version=version), "scale_id")
    return tuple(_scale(row, bands.get(row.pk, ())) for row in models.Scale.objects.filter(version=version))


def _scale(row: models.Scale, bands: Iterable[models.Band]) -> definition.Scale:
    return definition.Scale(
        key=row.key,
        title=_texts(row, "title"),
        items=tuple(row.item_keys),
        reversed_items=frozenset(row.reversed_keys),
        method=Method(row.method),
        min_answered=row.min_answered,
        low=plain(row.low),
        high=plain(row.high),
        direction=Direction(row.direction),
        is_strain=row.is_strain,
        meaning=_texts(row, "meaning"),
        bands=tuple(_band(band) for band in bands),
        reliability=_reliability(row),
    )


def _band(row: models.Band) -> definition.Band:
    return definition.Band(
        plain(row.starts_at),
        _texts(row, "title"),
        _texts(row, "text"),
        BandKind(row.kind),
        row.source,
        row.population,
        row.year,
    )


def _reliability(row: models.Scale) -> definition.Reliability | None:
    if row.reliability is None or row.sd is None:
        return None
    return definition.Reliability(
        row.reliability_kind,
        plain(row.reliability),
        plain(row.sd),
        row.reference_n,
        row.reference_population,
        row.reference_source,
    )


def plain(number: Decimal) -> Decimal:
    """The number without the zeros that its column adds: 40.000 is 40, 0.500 is 0.5."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def _texts(row: object, name: str) -> Texts:
    texts = {language: getattr(row, f"{name}_{language}") for language in ("ru", "en")}
    return {language: text for language, text in texts.items() if text}


def _by_parent(rows: Iterable[Row], parent: str) -> dict[int, tuple[Row, ...]]:
    """Rows by the key of what they belong to, each group in the order of the rows."""
    in_order = sorted(rows, key=lambda row: (getattr(row, parent), row.sort_order or 0))
    return {key: tuple(group) for key, group in groupby(in_order, key=lambda row: getattr(row, parent))}
