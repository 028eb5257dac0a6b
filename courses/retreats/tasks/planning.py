from celery import shared_task

from courses.retreats.planning import making


@shared_task
def plan_years() -> None:
    """Work out a year that waits, and stand in the queue again while more do."""
    if making.work_next():
        plan_years.delay()
