"""The teams that what people write about retreats is sealed to."""

from courses.retreats import team_kinds
from courses.retreats.models import Retreat, Round
from courses.retreats.models.choices import Part
from wellbeing.accounts.actions import following
from wellbeing.accounts.models import RecoveryKey, Team, TeamMember, User


def team_for(round: Round, part: Part | str) -> Team:
    """The team that a part of an application is sealed to, made when it is asked for first."""
    return _made(f"{team_kinds.ROUND[Part(part)].start}{round.pk}")


def team_of(retreat: Retreat) -> Team:
    """The team of a retreat, made when it is asked for first."""
    return _made(f"{team_kinds.RETREAT.start}{retreat.pk}")


def can_seal(team: Team) -> bool:
    """Whether what is sealed to the team can be opened: by somebody with keys, or by the recovery words."""
    return is_read(team) or RecoveryKey.objects.exists()


def is_read(team: Team) -> bool:
    """Whether somebody in the team has keys, so that what is left for it today can be read today."""
    return TeamMember.objects.filter(team=team, user__key_pair__isnull=False).exists()


def follow(team: Team, by: User | None) -> None:
    """Seats or plans are others: who does not belong to the team any more loses access at once, and who does
    comes in while nothing is sealed."""
    following.follow(team=team, by=by)


def _made(code: str) -> Team:
    team, _created = Team.objects.get_or_create(code=code)
    return team
