"""Work on rounds that takes longer than a page may."""

from uuid import UUID

from celery import shared_task

from courses.retreats.actions.sharing import sharing, trying


@shared_task
def work_on_rounds() -> None:
    """Do one piece that waits, and stand in the queue again while more do."""
    if sharing.work_next():
        work_on_rounds.delay()


@shared_task
def try_change(round: str, change: str) -> None:
    """What a round would come to with one rule changed."""
    trying.work_out(round=UUID(round), change=change)
