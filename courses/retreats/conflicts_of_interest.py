"""Who may not look at what, by what colleagues declared themselves. Everything that opens, decides or reads
in something for a round asks here."""

from courses.retreats.models import Application, Conflict, Round
from courses.retreats.rules.declared import Declared
from wellbeing.accounts.models import User


def declared(user: User, round: Round) -> Declared | None:
    """What they declared; None if nothing yet, not even that there is nothing.

    Raises server_keys.NoKey, sealing.DoesNotOpen.
    """
    row = Conflict.objects.filter(round=round, user=user).first()
    return row.said() if row else None


def has_declared(user: User, round: Round) -> bool:
    """Whether they declared anything, be it that there is nothing."""
    return Conflict.objects.filter(round=round, user=user).exists()


def has_applied(user: User, round: Round) -> bool:
    """Whether they ask for a place in this round themselves, and so decide nothing in it.

    Raises server_keys.NoKey, sealing.DoesNotOpen.
    """
    said = declared(user, round)
    return said is not None and said.applied


def shut(user: User, application: Application) -> bool:
    """Whether an application is somebody else's to look at: it, or another of its round, is their own, or it
    is of somebody close. Raises server_keys.NoKey, sealing.DoesNotOpen."""
    said = declared(user, application.round)
    return said is not None and said.shuts(application.facts().mark)
