"""What actions ask for. A task may come twice, and leaves no result."""

from celery import shared_task

from courses.content.handbook import making


@shared_task
def make_handbooks() -> None:
    """Make one that waits, and stand in the queue again while more do."""
    if making.make_next():
        make_handbooks.delay()
