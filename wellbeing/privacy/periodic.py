"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.privacy import actions


@shared_task  # type: ignore[untyped-decorator]
def apply_retention() -> None:
    """Carries out the retention rules. Safe to run twice, and twice at once."""
    actions.apply_retention(now=timezone.now())
