"""What the schedule in the settings calls."""

from celery import shared_task
from django.utils import timezone

from courses.retreats.actions.afterwards import erasing
from courses.retreats.actions.committee import care
from courses.retreats.actions.offers import answers, filling
from courses.retreats.actions.planning import plannings
from courses.retreats.actions.preparing import retreat_steps, retreat_where
from courses.retreats.actions.sharing import closing, work


@shared_task
def look_after_offers() -> None:
    """Every five minutes: offers that nobody answered in time end, and free places go to the next."""
    now = timezone.now()
    answers.lapse(now=now)
    filling.fill_every(now=now)


@shared_task
def look_after_rounds() -> None:
    """Every minute: rounds whose hour came are closed, and what waits unasked is asked for."""
    closing.close_due(now=timezone.now())
    work.take_up()


@shared_task
def finish_retreats() -> None:
    """Every night: retreats whose last day was three days ago are done."""
    retreat_steps.finish_over(now=timezone.now())


@shared_task
def forget_where() -> None:
    """Every hour: where retreats were held whose last day is over, or that are off, is gone."""
    retreat_where.forget_over(now=timezone.now())


@shared_task
def look_after_plannings() -> None:
    """Every five minutes: years that wait to be planned while nobody is at work are asked for."""
    plannings.take_up()


@shared_task
def look_after_teams_of_retreats() -> None:
    """Every night: who may not be in a team any more is out; teams end of which nothing is kept."""
    care.look_after(today=timezone.localdate())


@shared_task
def erase_over() -> None:
    """Every night before retention: what was told for retreats that were over fourteen days ago goes, with a
    receipt."""
    erasing.erase_over(today=timezone.localdate())
