"""Next steps: what editors connect to a band of a scale."""

from django.db import transaction

from cms import generation
from wellbeing.assessments.models import Instrument, NextStep
from wellbeing.assessments.taking.steps import MOST_STEPS


class TooManySteps(Exception):
    """The band has as many next steps as a result can show."""


@transaction.atomic
def save_step(*, step: NextStep) -> NextStep:
    """Connect `step`, new or changed, to its band. Raises TooManySteps."""
    Instrument.objects.select_for_update().get(pk=step.instrument_id)
    beside = NextStep.objects.filter(
        instrument=step.instrument_id, scale_key=step.scale_key, band_starts_at=step.band_starts_at
    ).exclude(pk=step.pk)
    if beside.count() >= MOST_STEPS:
        raise TooManySteps
    step.save()
    transaction.on_commit(generation.bump)
    return step


@transaction.atomic
def delete_step(*, step: NextStep) -> None:
    """Take the step out of every result."""
    step.delete()
    transaction.on_commit(generation.bump)
