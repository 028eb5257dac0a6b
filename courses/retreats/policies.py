"""The rules of a round as its row keeps them."""

from courses.retreats.models import Round
from courses.retreats.rules import reading
from courses.retreats.rules.policy import Policy


def of(round_: Round) -> Policy:
    """Those of a round that has none of its own yet are the usual ones."""
    return reading.policy(round_.policy) if round_.policy else Policy()
