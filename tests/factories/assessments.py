"""Instruments in the database, made by the actions that people use. Their texts are placeholders."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tests.assessments import building
from wellbeing.assessments.actions import drafts, licences, publishing
from wellbeing.assessments.models import Finding, Instrument, InstrumentVersion, NextStep
from wellbeing.assessments.rules import definition

TODAY = date(2026, 11, 22)
EDITOR = "nadya"


def create_definition(*, count: int = 3, is_sensitive: bool = False, **changes: Any) -> definition.Instrument:
    """Questions coded 0 to 3, summed, in two bands; nothing about it is wrong."""
    questions = building.create_items(count)
    if is_sensitive:
        questions = (*questions[:-1], replace(questions[-1], is_sensitive=True))
    scale = building.create_scale(
        items=[item.key for item in questions],
        low=0,
        high=3 * count,
        bands=(building.create_band(0, "low"), building.create_band(5, "high")),
    )
    whole = building.create_instrument(
        items=questions,
        response_sets=[building.create_response_set(0, 1, 2, 3)],
        scales=[scale],
        key="check-1",
    )
    return replace(whole, **changes)


def checked(instrument: definition.Instrument) -> definition.Instrument:
    """As it is once somebody has put their name to its licence record."""
    licence = replace(instrument.licence, checked_by=EDITOR, checked_on=TODAY.isoformat())
    return replace(instrument, licence=licence)


def create_draft(*, slug: str = "check-1", **changes: Any) -> InstrumentVersion:
    """Its licence is checked unless a licence is given."""
    version = drafts.create_draft(instrument=create_definition(**changes), slug=slug)
    return version if "licence" in changes else licences.check(version=version, by=EDITOR, today=TODAY)


def create_published(*, slug: str = "check-1", **changes: Any) -> InstrumentVersion:
    version = licences.check(version=create_draft(slug=slug, **changes), by=EDITOR, today=TODAY)
    return publishing.publish(version=version, by=EDITOR, today=TODAY)


def create_finding(*, version: InstrumentVersion, **changes: Any) -> Finding:
    fields: dict[str, Any] = {
        "severity": Finding.Severity.OPEN,
        "kind": "language_guessed",
        "place": "1:1",
        "text_ru": "Язык в файле не назван.",
        "text_en": "The file does not name its language.",
    }
    return Finding.objects.create(version=version, **fields | changes)


def create_next_step(*, instrument: Instrument, starts_at: object = 5, **changes: Any) -> NextStep:
    fields: dict[str, Any] = {"scale_key": "total", "text_ru": "Шаг", "text_en": "A step"}
    return NextStep.objects.create(
        instrument=instrument, band_starts_at=Decimal(str(starts_at)), **fields | changes
    )
