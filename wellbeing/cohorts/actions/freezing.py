"""A wave that is over is frozen: what may be published is written once, and what it was made from goes."""

from datetime import date
from uuid import UUID

from django.db import transaction

from wellbeing.cohorts.actions import holding
from wellbeing.cohorts.models import Answer, Cohort, Secret, Spent, Wave
from wellbeing.cohorts.rules import packing
from wellbeing.cohorts.rules.change import Change, Sums, change, figures
from wellbeing.cohorts.rules.waves import Kind
from wellbeing.cohorts.sealed import answers_of, box_of_sums, sums_of


def freeze_closed(*, today: date) -> int:
    """Freeze every wave that closed before this day, the earlier of a cohort first; returns how many.

    Each in a transaction of its own: what was stopped on the way is as it was, and is done the next time.
    Safe twice, and twice at once.
    """
    closed = Wave.objects.filter(is_frozen=False, closes_on__lt=today).order_by("closes_on")
    return sum(_freeze(cohort, wave, today) for wave, cohort in closed.values_list("pk", "cohort"))


@transaction.atomic
def _freeze(cohort: UUID, wave: UUID, today: date) -> bool:
    held = holding.hold(cohort)
    closed = Wave.objects.filter(pk=wave, is_frozen=False, closes_on__lt=today).first()
    if held is None or closed is None:  # somebody was faster, or the plan has moved
        return False
    secret = held.secret.contents()
    if secret is None:  # the server's key may be back tomorrow
        return False
    found = figures([packing.unpack(content) for content in answers_of(closed, secret)])
    closed.sums = box_of_sums(closed, secret, found)
    closed.is_frozen = True
    if closed.kind != Kind.BEFORE:
        _publish(closed, change(_before(held, secret), found))
    closed.save()
    Answer.objects.filter(wave=closed).delete()
    Spent.objects.filter(wave=closed).delete()
    _end_with_the_last(held)
    return True


def _before(held: Cohort, secret: bytes) -> Sums | None:
    before = held.waves.filter(kind=Kind.BEFORE.value).first()
    return sums_of(before, secret) if before else None


def _publish(wave: Wave, found: Change | None) -> None:
    if found is not None:
        wave.difference, wave.low, wave.high = found.difference, found.low, found.high
        wave.at_least = found.at_least


def _end_with_the_last(held: Cohort) -> None:
    """Once every wave is frozen, nobody needs the sums and the secret any more."""
    if not held.waves.filter(is_frozen=False).exists():
        held.waves.update(sums=None)
        Secret.objects.filter(cohort=held).delete()
