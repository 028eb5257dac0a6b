"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.checkins.actions import vanishing


@shared_task
def remove_what_is_over() -> None:
    """Once an hour: unconfirmed addresses vanish, and what has ended goes with its last month."""
    vanishing.remove_what_is_over(now=timezone.now())
