"""What is done for the teams of runs each night."""

from datetime import date

from courses.runs.actions import teams
from courses.runs.actions.enrolling import KEPT
from courses.runs.models import Run
from courses.runs.team_kind import KIND
from wellbeing.accounts.actions import following
from wellbeing.accounts.actions import teams as accounts_teams
from wellbeing.accounts.models import Team


def look_after(*, today: date) -> None:
    """What changed meanwhile without a plan: accounts, roles, keys; and the teams of runs of which nothing
    is kept any more end."""
    accounts_teams.end_lost(by=None)
    kept = {f"{KIND.start}{run.pk}": run for run in _kept(today)}
    for run in kept.values():
        teams.follow(run=run, by=None)
    for team in Team.objects.filter(code__startswith=KIND.start).exclude(code__in=kept).order_by("pk"):
        following.close(team=team)


def _kept(today: date) -> list[Run]:
    """Published once, and people's places in them are not gone yet."""
    return list(Run.objects.filter(over_on__gt=today - KEPT).exclude(decided=Run.Decided.PLANNED))
