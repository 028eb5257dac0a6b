"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.cohorts.actions import freezing


@shared_task
def freeze_closed() -> None:
    """Every night: waves that closed are frozen, and what they were made from goes."""
    freezing.freeze_closed(today=timezone.localdate())
