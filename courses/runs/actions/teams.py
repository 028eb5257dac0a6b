"""The team that what people leave for a run is sealed to. It follows the plan."""

from courses.runs.models import Run
from courses.runs.team_kind import KIND
from wellbeing.accounts.actions import following
from wellbeing.accounts.models import RecoveryKey, Team, TeamMember, User


def team_of(run: Run) -> Team:
    """The team of a run, made when it is asked for first."""
    team, _created = Team.objects.get_or_create(code=f"{KIND.start}{run.pk}")
    return team


def can_seal(run: Run) -> bool:
    """Whether what is sealed to the team can be opened: by somebody with keys, or by the recovery words."""
    return is_read(run) or RecoveryKey.objects.exists()


def is_read(run: Run) -> bool:
    """Whether somebody in the team has keys, so that what is left for it today can be read today."""
    return TeamMember.objects.filter(
        team__code=f"{KIND.start}{run.pk}", user__key_pair__isnull=False
    ).exists()


def follow(*, run: Run, by: User | None) -> None:
    """The plan of a run is another, or it is published: who does not hold it any more loses access at once,
    and who does comes in while nothing is sealed."""
    following.follow(team=team_of(run), by=by)
