"""Answering in the wave that is open, by a personal code."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from wellbeing.cohorts import deriving, refusals, throttles
from wellbeing.cohorts.actions import holding
from wellbeing.cohorts.models import Answer, Cohort, Secret, Spent, Wave
from wellbeing.cohorts.rules import packing
from wellbeing.cohorts.rules.waves import Kind
from wellbeing.cohorts.sealed import answers_of, put_answers
from wellbeing.privacy import codes


@dataclass(frozen=True, slots=True)
class Opening:
    """What a personal code opens today. `measure` is empty until somebody has answered."""

    wave: Kind
    language: str
    measure: str
    has_answered: bool


def find(typed: str, *, today: date) -> Opening:
    """What is open for a code, as somebody typed it.

    Raises refusals.NoSuchCode (TooManyNow beyond a rate), NotOpen.
    """
    code = codes.read(typed)
    id, secret = _cohort_of(code)
    cohort = Cohort.objects.filter(pk=id).first()
    if cohort is None:
        raise refusals.NoSuchCode
    wave = _open_wave(cohort, today)
    has_answered = _is_spent(wave, deriving.spent_tag(secret, wave.pk, code))
    return Opening(Kind(wave.kind), cohort.language, cohort.measure, has_answered)


def add(*, typed: str, measure: str, value: Decimal, band: int, today: date) -> bool:
    """Count what somebody's answers came to; False when their code had answered in this wave before.

    `value` is from 0 to 100. The first answer of a cohort says what `measure` all others have. Raises
    refusals.NoSuchCode (TooManyNow beyond a rate), NotOpen, OtherMeasure, and ValueError for a value that no
    questionnaire gives.
    """
    content = packing.pack(value, band)
    code = codes.read(typed)
    id, secret = _cohort_of(code)
    with transaction.atomic():
        held = holding.hold(id)
        if held is None:
            raise refusals.NoSuchCode
        wave = _open_wave(held, today)
        tag = deriving.spent_tag(secret, wave.pk, code)
        if _is_spent(wave, tag):
            return False
        _agree(held, measure)
        _write(wave, secret, tag, content)
    return True


def _cohort_of(code: str) -> tuple[UUID, bytes]:
    """The cohort to which a code belongs, and its secret: few are not over, so all are tried."""
    for row in Secret.objects.all():
        secret = row.contents()
        if secret and deriving.belongs(secret, code):
            return row.cohort_id, secret
    throttles.count_wrong_code()
    raise refusals.NoSuchCode


def _open_wave(cohort: Cohort, today: date) -> Wave:
    coming = cohort.waves.filter(is_frozen=False, closes_on__gte=today).order_by("opens_on").first()
    if coming is None or coming.opens_on > today:
        raise refusals.NotOpen(coming.opens_on if coming else None)
    return coming


def _is_spent(wave: Wave, tag: bytes) -> bool:
    return Spent.objects.filter(wave=wave, tag=tag).exists()


def _agree(held: Cohort, measure: str) -> None:
    if not measure:
        raise ValueError("an answer has a measure")
    if not held.measure:
        held.measure = measure
        held.save(update_fields=["measure"])
    if held.measure != measure:
        raise refusals.OtherMeasure


def _write(wave: Wave, secret: bytes, tag: bytes, content: bytes) -> None:
    """All answers and all tags of the wave anew, in the order of random keys.

    A row knows the transaction that wrote it and its place on the disk: by these an answer would be found
    beside its tag.
    """
    everything = [*answers_of(wave, secret), content]
    tags = [*wave.spent.values_list("tag", flat=True), tag]
    Answer.objects.filter(wave=wave).delete()
    Spent.objects.filter(wave=wave).delete()
    put_answers(wave, secret, everything)
    rows = [Spent(wave=wave, tag=bytes(each)) for each in tags]
    Spent.objects.bulk_create(sorted(rows, key=lambda row: row.pk))
