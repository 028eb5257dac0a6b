"""What the schedule in the settings calls."""

import secrets

from celery import shared_task
from django.utils import timezone

from trainers.actions import reminding

chance = secrets.SystemRandom().random


@shared_task
def remind() -> None:
    """Once a day: whom it concerns is told what comes to certificates. Safe to run twice, and at once."""
    reminding.remind(now=timezone.now(), chance=chance)
