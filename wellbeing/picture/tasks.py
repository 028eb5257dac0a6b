"""What actions ask for. A task may come twice, and leaves no result."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from wellbeing.picture.actions import tallying


@shared_task
def tally(quarter: str, run: str) -> None:
    """Wait for the key of a quarter, count what is in its boxes, publish."""
    tallying.run(quarter=date.fromisoformat(quarter), run=run, today=timezone.localdate())
