"""The teams that what people write about retreats is sealed to. Steps that write make them; whoever only
reads finds them, or none."""

from courses.retreats import team_kinds
from courses.retreats.models import Retreat, Round
from courses.retreats.models.choices import Part
from wellbeing.accounts.actions import following
from wellbeing.accounts.models import RecoveryKey, Team, User


def team_for(round: Round, part: Part | str) -> Team:
    """The team that a part of an application is sealed to, made when it is asked for first."""
    return _made(_code_for(round, part))


def team_of(retreat: Retreat) -> Team:
    """The team of a retreat, made when it is asked for first."""
    return _made(_code_of(retreat))


def found_for(round: Round, part: Part | str) -> Team | None:
    """As `team_for`, for whoever only reads."""
    return Team.objects.filter(code=_code_for(round, part)).first()


def found_of(retreat: Retreat) -> Team | None:
    """As `team_of`, for whoever only reads."""
    return Team.objects.filter(code=_code_of(retreat)).first()


def can_seal(team: Team | None) -> bool:
    """Whether what is sealed to the team can be opened: by somebody with keys, or by the recovery words.
    A team that is not made yet has nobody."""
    return is_read(team) or RecoveryKey.objects.exists()


def is_read(team: Team | None) -> bool:
    """Whether somebody in the team has keys, so that what is left for it today can be read today."""
    return team is not None and team.members.filter(user__key_pair__isnull=False).exists()


def is_in(team: Team | None, user: User) -> bool:
    """Whether what is sealed to the team from now on opens to this colleague."""
    return team is not None and team.members.filter(user=user).exists()


def follow(team: Team, by: User | None) -> None:
    """Seats or plans are others: who does not belong to the team any more loses access at once, and who does
    comes in while nothing is sealed."""
    following.follow(team=team, by=by)


def _code_for(round: Round, part: Part | str) -> str:
    return f"{team_kinds.ROUND[Part(part)].start}{round.pk}"


def _code_of(retreat: Retreat) -> str:
    return f"{team_kinds.RETREAT.start}{retreat.pk}"


def _made(code: str) -> Team:
    team, _created = Team.objects.get_or_create(code=code)
    return team
