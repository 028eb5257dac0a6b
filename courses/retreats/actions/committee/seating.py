"""Who sits in the committee of a round, for which part. The teams that this is sealed to follow at once."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from courses.retreats import conflicts_of_interest, refusals, team_kinds, traces
from courses.retreats.actions.committee import teams
from courses.retreats.models import Round, Seat
from courses.retreats.models.choices import Part
from wellbeing.accounts.models import User


def may_sit() -> QuerySet[User]:
    """Colleagues who can be given a seat."""
    return User.objects.filter(team_kinds.may("review"), is_active=True)


def seat(*, round: UUID, user: User, part: Part, by: User, today: date) -> Seat:
    """Give a colleague a seat; given twice, they have it once. The council's team of the round is there from
    then on, too.

    Raises refusals.RoundIsOver, refusals.YourOwnRound, refusals.MayNotReview.
    """
    given = _seat(round, user, part, by, today)
    # Each team in a transaction of its own: whoever makes keys holds them before any team.
    teams.follow(teams.team_for(given.round, Part.APPEAL), by)
    return given


@transaction.atomic
def _seat(round: UUID, user: User, part: Part, by: User, today: date) -> Seat:
    held = _hold(round, by, today)
    if part not in team_kinds.SEATED or not may_sit().filter(pk=user.pk).exists():
        raise refusals.MayNotReview
    given, is_new = Seat.objects.get_or_create(round=held, user=user, part=part)
    if is_new:
        traces.note(held, "retreats.seat", by, part=part, who=user.username)
    teams.follow(teams.team_for(held, part), by)
    return given


@transaction.atomic
def unseat(*, round: UUID, seat: UUID, by: User, today: date) -> None:
    """Take a seat back. What was sealed to them opens to them no more.

    Raises refusals.RoundIsOver, refusals.YourOwnRound.
    """
    held = _hold(round, by, today)
    taken = Seat.objects.filter(round=held, pk=seat).select_related("user").first()
    if taken is None:
        return
    taken.delete()
    traces.note(held, "retreats.unseat", by, part=taken.part, who=taken.user.username)
    teams.follow(teams.team_for(held, taken.part), by)


def is_over(round: Round, today: date) -> bool:
    """Whether its committee stays as it was."""
    return round.decided == Round.Decided.CANCELLED or (round.over_on is not None and round.over_on < today)


def _hold(round: UUID, by: User, today: date) -> Round:
    """The round; whoever else changes its committee waits."""
    held = Round.objects.select_for_update(no_key=True).defer("record").get(pk=round)
    if is_over(held, today):
        raise refusals.RoundIsOver
    if conflicts_of_interest.has_applied(by, held):
        raise refusals.YourOwnRound
    return held
