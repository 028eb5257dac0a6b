"""Giving free places to the next."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from courses.retreats.actions.offers import asking, filling


@shared_task
def fill_round(round: str) -> None:
    """Asked for whenever a place of this round becomes free."""
    key = UUID(round)
    asking.begun(key)
    try:
        filling.fill(round=key, now=timezone.now())
    except filling.Busy:
        asking.ask_to_fill(key)
