"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.ballots.actions import boxes


@shared_task
def look_after_boxes() -> None:
    """Every night: boxes close with their quarter, and what nobody opened in a year is destroyed."""
    today = timezone.localdate()
    boxes.close_due(today=today)
    boxes.destroy_unopened(today=today)
