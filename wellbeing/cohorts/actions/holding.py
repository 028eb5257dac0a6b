"""Cohorts begin with a plan, move with it, and end."""

import secrets
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from wellbeing.cohorts import deriving
from wellbeing.cohorts.models import Cohort, Secret
from wellbeing.cohorts.rules import waves
from wellbeing.privacy import server_keys


@transaction.atomic
def begin(*, cohort: UUID, language: str, days: Sequence[date]) -> None:
    """A cohort whose people meet on these days; once there is one, its waves move with the days.

    What is frozen stays, and so does the language once somebody answered in it. Without days, and without a
    key of the server, nothing happens. Safe twice, and twice at once.
    """
    spans = waves.spans(days)
    if not spans or not server_keys.is_there():
        return
    _row, is_new = Cohort.objects.get_or_create(
        pk=cohort, defaults={"language": language, "ends_on": max(days)}
    )
    held = hold(cohort)
    if held is None:  # it ended at this moment
        return
    if is_new:
        secret = Secret(cohort=held)
        secret.put(secrets.token_bytes(deriving.SECRET_SIZE))
        secret.save(force_insert=True)
    if not held.measure:
        held.language = language
    held.ends_on = max(days)
    held.save(update_fields=["language", "ends_on"])
    _move(held, spans)


@transaction.atomic
def end(*, cohort: UUID) -> None:
    """The cohort with everything, at once. Safe when there is none."""
    held = hold(cohort)
    if held is not None:
        held.delete()


def hold(cohort: UUID) -> Cohort | None:
    """The cohort, for this transaction alone: whoever moves, answers or freezes holds it first."""
    return Cohort.objects.select_for_update().filter(pk=cohort).first()


def _move(held: Cohort, spans: Sequence[waves.Span]) -> None:
    frozen = set(held.waves.filter(is_frozen=True).values_list("kind", flat=True))
    for span in spans:
        if span.kind not in frozen:
            dates = {"opens_on": span.opens_on, "closes_on": span.closes_on}
            held.waves.update_or_create(kind=span.kind.value, defaults=dates)
