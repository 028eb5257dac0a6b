"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.picture.actions import boxes


@shared_task
def look_after_keys() -> None:
    """Every night, after boxes have closed and ended: shares of ended ones go, and what is due is made."""
    boxes.forget_ended()
    boxes.make_due(today=timezone.localdate())
