"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.outbox.actions import sweeping


# A sweep that waited longer than until the next one is not worth running: sweeps never pile up.
@shared_task(expires=20)
def sweep() -> None:
    """Finds what is due and asks for its delivery. Safe to run twice, and twice at once."""
    sweeping.sweep(now=timezone.now())
