"""What the schedule in the settings calls."""

from celery import shared_task

from courses.content.actions import handbooks


@shared_task
def look_after_handbooks() -> None:
    """What waits unasked is asked for, and files that nobody names go. Safe to run twice, and at once."""
    handbooks.take_up()
    handbooks.remove_strays()
