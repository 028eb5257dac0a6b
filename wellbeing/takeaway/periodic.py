"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.takeaway.actions import copies


@shared_task
def look_after_copies() -> None:
    """Every five minutes: what was published is in the copies too. Safe to run twice, and at once."""
    copies.look_after(today=timezone.localdate())
