"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from courses.runs.actions import finishing, meeting_places, team_care, waiting


@shared_task
def look_after_waiting_lists() -> None:
    """Every five minutes: offers that nobody answered in time go to the next, and free places are offered."""
    now = timezone.now()
    waiting.take_back_unanswered(now=now)
    waiting.move_everybody_up(now=now)


@shared_task
def finish_runs() -> None:
    """Every night: runs that were over three days ago are done, and evidence for whoever held them."""
    finishing.finish_over(now=timezone.now())


@shared_task
def forget_where() -> None:
    """Every hour: where runs met whose last session is over, or that are off, is gone."""
    meeting_places.forget_over(now=timezone.now())


@shared_task
def look_after_teams() -> None:
    """Every night: who may not be in a team any more is out; teams of runs that left nothing end."""
    team_care.look_after(today=timezone.localdate())
