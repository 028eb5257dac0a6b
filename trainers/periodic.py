"""What the schedule in the settings calls."""

import secrets

from celery import shared_task
from django.utils import timezone

from trainers.actions import papers, reminding

chance = secrets.SystemRandom().random


@shared_task
def remind() -> None:
    """Once a day: whom it concerns is told what comes to certificates, and files of papers that nobody can
    ask for any more go. Safe to run twice, and at once."""
    reminding.remind(now=timezone.now(), chance=chance)
    papers.remove_strays()
