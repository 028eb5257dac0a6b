"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.outbox.actions import sweeping


@shared_task
def sweep() -> None:
    """Finds what is due and asks for its delivery. Safe to run twice, and twice at once."""
    sweeping.sweep(now=timezone.now())
