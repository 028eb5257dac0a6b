"""What is done each night for the teams of retreats, and for recommendations that nobody can use any more."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from courses.retreats import team_kinds
from courses.retreats.actions.committee import teams
from courses.retreats.models import Allowance, Recommendation, Retreat, Round
from courses.retreats.models.choices import Part
from wellbeing.accounts.actions import following
from wellbeing.accounts.actions import teams as accounts_teams
from wellbeing.accounts.models import Team

# Applications and what was told for a stay go fourteen days after the last day.
KEPT = timedelta(days=14)
TO_COME = (Round.Decided.PREPARING, Round.Decided.OPEN)


def look_after(*, today: date) -> None:
    """What changed meanwhile without anybody's doing: accounts, roles, keys; and teams end of which nothing
    is kept any more. Codes of recommendation end when applications are closed."""
    accounts_teams.end_lost(by=None)
    kept = {team.pk for team in _kept(today)}
    for team in Team.objects.filter(pk__in=kept).order_by("pk"):
        teams.follow(team, by=None)
    for kind in team_kinds.EVERY:
        for team in Team.objects.filter(code__startswith=kind.start).exclude(pk__in=kept).order_by("pk"):
            following.close(team=team)
    for model in (Recommendation, Allowance):
        model._default_manager.exclude(round__decided__in=TO_COME).delete()


def _kept(today: date) -> Iterator[Team]:
    """Of rounds but those called off, and of retreats that people come to or came."""
    is_on = Q(over_on__isnull=True) | Q(over_on__gt=today - KEPT)
    rounds = Round.objects.defer("record").exclude(decided="cancelled").filter(is_on)
    for round in rounds:
        yield from (teams.team_for(round, part) for part in Part)
    shown = Retreat.objects.filter(decided__in=("published", "done"), ends_on__gt=today - KEPT)
    yield from (teams.team_of(retreat) for retreat in shown)
