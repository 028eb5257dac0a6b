"""Teams whose members come and go with something else: with the plan of a run, say.

While nothing is sealed to such a team, there is nothing to open to anybody, so those who may hold it and have
keys come in by themselves. Afterwards a member admits them, as everywhere.
"""

from django.db import transaction

from wellbeing.accounts import sealed
from wellbeing.accounts.actions import teams
from wellbeing.accounts.models import KeyPair, SealedRecord, Team, TeamMember, User, WrappedKey


@transaction.atomic
def follow(*, team: Team, by: User | None) -> None:
    """Those who may not be in the team any more go; those who may come, while nothing is sealed to it."""
    fit = list(_hold_pairs(team))
    sealed.hold(team)
    for member in team.members.no_longer_fit().select_related("user"):
        teams.leave(team=team, user=member.user, by=by)
    _let_in(team, fit, by=by)


def come_in(*, user: User) -> None:
    """Somebody has keys from now on; inside the transaction in which they are made."""
    for team in Team.objects.joinable(user).order_by("pk"):
        if team.follows():
            sealed.hold(team)
            _let_in(team, [user], by=user)


@transaction.atomic
def close(*, team: Team) -> bool:
    """The end of a team that nothing is sealed to; returns whether it went."""
    sealed.hold(team)
    if SealedRecord.objects.filter(team=team).exists():
        return False
    team.delete()
    return True


def _hold_pairs(team: Team) -> list[User]:
    """Those who may be in the team and have keys, which nobody replaces until the transaction ends."""
    pairs = KeyPair.objects.select_for_update(of=("self",)).filter(user__in=team.may_hold())
    return [pair.user for pair in pairs.order_by("pk").select_related("user")]


def _let_in(team: Team, users: list[User], *, by: User | None) -> None:
    """Into a team that is held. What nobody can open any more, not even by the recovery words, is nothing."""
    if WrappedKey.objects.filter(record__team=team).exists():
        return
    inside = set(TeamMember.objects.filter(team=team).values_list("user", flat=True))
    for user in users:
        if user.pk not in inside:
            TeamMember.objects.create(team=team, user=user)
            teams.note(user, "accounts.come_in", team, by=by)
