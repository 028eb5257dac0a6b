"""What the schedule in the settings calls."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled() -> None:
    """Pages whose hour came go up, those whose time is over go down. Safe to run twice."""
    call_command("publish_scheduled")
