"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from wellbeing.outbox.actions import sweeping


# Long enough for the slowest batch before it: a worker takes from its queues in turn. Shorter than a night,
# so that a worker that was away does not begin with thousands of them.
@shared_task(expires=60 * 60)
def sweep() -> None:
    """Finds what is due and asks for its delivery. Safe to run twice, and twice at once."""
    sweeping.sweep(now=timezone.now())
