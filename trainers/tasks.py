"""What actions ask for. A task carries an opaque id, may come twice, and leaves no result."""

from uuid import UUID

from celery import shared_task

from trainers.proof import making


@shared_task
def make_papers(id: str) -> None:
    """Make a part of a cohort's papers, and stand in the queue again while more remain."""
    if making.make_part(UUID(id)):
        make_papers.delay(id)
