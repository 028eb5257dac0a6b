"""A definition as a version's rows, and whether the database can hold them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from wellbeing.assessments import models
from wellbeing.assessments.rules import definition
from wellbeing.assessments.rules.definition import Texts


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that no column can hold: its place in the definition, as `items[3].text_ru`, and why not."""

    place: str
    text_ru: str
    text_en: str


class DoesNotFit(Exception):
    """The definition holds values that cannot be stored; `misfits` names each."""

    def __init__(self, misfits: tuple[Misfit, ...]) -> None:
        super().__init__()
        self.misfits = misfits


def write(
    instrument: definition.Instrument, *, of: models.Instrument, number: int
) -> models.InstrumentVersion:
    """A new draft with all its parts, saved. Raises DoesNotFit, and then has saved nothing.

    Belongs into a transaction of the caller's. The columns' rules are asked of every row first, so that all
    misfits are named at once; what only the database can refuse, such as a key used twice, is named singly.
    """
    version = _version(instrument, of, number)
    _save_all([("", version), *_parts(instrument, version)])
    return version


def write_scales(scales: Sequence[definition.Scale], *, of: models.InstrumentVersion) -> None:
    """Put these scales in the place of the version's. For the caller's transaction; raises DoesNotFit."""
    models.Scale.objects.filter(version=of).delete()
    _save_all(list(_scales(scales, of)))


def _save_all(rows: Sequence[tuple[str, Model]]) -> None:
    misfits = tuple(misfit for place, row in rows for misfit in _misfits(place, row))
    if misfits:
        raise DoesNotFit(misfits)
    for place, row in rows:
        _save(place, row)


def _save(place: str, row: Model) -> None:
    try:
        with transaction.atomic():
            row.save()
    except (IntegrityError, DataError, UnicodeEncodeError) as error:
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "text"
        said = {}
        for language in ("ru", "en"):
            with translation.override(language):
                said[language] = _("The database refuses this: %(rule)s.") % {"rule": rule}
        raise DoesNotFit((Misfit(place.rstrip("."), said["ru"], said["en"]),)) from None


def _version(
    instrument: definition.Instrument, of: models.Instrument, number: int
) -> models.InstrumentVersion:
    licence = instrument.licence
    return models.InstrumentVersion(
        instrument=of,
        number=number,
        languages=list(instrument.languages),
        is_validated=instrument.is_validated,
        licence_class=licence.licence_class.value,
        licence_holder=licence.holder,
        licence_evidence_url=licence.evidence_url,
        licence_evidence_on=date.fromisoformat(licence.evidence_on) if licence.evidence_on else None,
        licence_uses=", ".join(licence.allowed_uses),
        licence_reference=licence.reference,
        licence_checked_by=licence.checked_by,
        licence_checked_on=date.fromisoformat(licence.checked_on) if licence.checked_on else None,
        **_texts("title", instrument.title),
        **_texts("about", instrument.about),
        **_texts("recall", instrument.recall),
        **_texts("attribution", licence.attribution),
    )


def _parts(
    instrument: definition.Instrument, version: models.InstrumentVersion
) -> Iterator[tuple[str, Model]]:
    """Each row after the one it belongs to, with its place in the definition."""
    for i, item in enumerate(instrument.items):
        yield (
            f"items[{i}].",
            models.Item(
                version=version,
                sort_order=i,
                key=item.key,
                response_set=item.response_set,
                is_sensitive=item.is_sensitive,
                **_texts("text", item.text),
            ),
        )
    for i, response_set in enumerate(instrument.response_sets):
        row = models.ResponseSet(version=version, sort_order=i, key=response_set.key)
        yield f"response_sets[{i}].", row
        for j, option in enumerate(response_set.options):
            yield f"response_sets[{i}].options[{j}].", _option(option, row, j)
    yield from _scales(instrument.scales, version)


def _scales(
    scales: Sequence[definition.Scale], version: models.InstrumentVersion
) -> Iterator[tuple[str, Model]]:
    for i, scale in enumerate(scales):
        scale_row = _scale(scale, version, i)
        yield f"scales[{i}].", scale_row
        for j, band in enumerate(scale.bands):
            yield f"scales[{i}].bands[{j}].", _band(band, scale_row, j)


def _option(option: definition.Option, response_set: models.ResponseSet, place: int) -> models.Option:
    return models.Option(
        response_set=response_set,
        sort_order=place,
        code=option.code,
        is_missing=option.is_missing,
        **_texts("text", option.text),
    )


def _scale(scale: definition.Scale, version: models.InstrumentVersion, place: int) -> models.Scale:
    row = models.Scale(
        version=version,
        sort_order=place,
        key=scale.key,
        item_keys=list(scale.items),
        reversed_keys=[key for key in scale.items if key in scale.reversed_items],
        method=scale.method.value,
        min_answered=scale.min_answered,
        low=scale.low,
        high=scale.high,
        direction=scale.direction.value,
        is_strain=scale.is_strain,
        **_texts("title", scale.title),
        **_texts("meaning", scale.meaning),
    )
    if scale.reliability:
        row.reliability_kind = scale.reliability.coefficient
        row.reliability = scale.reliability.value
        row.sd = scale.reliability.sd
        row.reference_n = scale.reliability.n
        row.reference_population = scale.reliability.population
        row.reference_source = scale.reliability.source
    return row


def _band(band: definition.Band, scale: models.Scale, place: int) -> models.Band:
    return models.Band(
        scale=scale,
        sort_order=place,
        starts_at=band.starts_at,
        kind=band.kind.value,
        source=band.source,
        population=band.population,
        year=band.year,
        **_texts("title", band.title),
        **_texts("text", band.text),
    )


def _texts(name: str, texts: Texts) -> dict[str, str]:
    return {f"{name}_{language}": texts.get(language, "") for language in ("ru", "en")}


def _misfits(place: str, row: Model) -> Iterator[Misfit]:
    """What the columns' own rules refuse, said once in each language."""
    said = {}
    for language in ("ru", "en"):
        with translation.override(language):
            said[language] = _refusals(row)
    for name in said["en"]:
        yield Misfit(f"{place}{name}", said["ru"][name], said["en"][name])


def _refusals(row: Model) -> dict[str, str]:
    """Sentences by column. What a row belongs to is not asked: it may not be saved yet."""
    try:
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    except ValidationError as error:
        return {name: " ".join(messages) for name, messages in error.message_dict.items()}
    return {}
