"""What is said of an instrument through all its versions."""

from django.db import transaction

from cms import generation
from wellbeing.assessments.models import Instrument


@transaction.atomic
def save_instrument(*, instrument: Instrument) -> Instrument:
    """Its address and its place in the public list."""
    instrument.save()
    transaction.on_commit(generation.bump)
    return instrument
