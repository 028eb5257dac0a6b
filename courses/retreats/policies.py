"""The rules of a round as its row keeps them."""

from hashlib import sha256

from courses.retreats.models import Round
from courses.retreats.rules import reading
from courses.retreats.rules.case import canonical
from courses.retreats.rules.loosening import PolicyFault, policy_faults
from courses.retreats.rules.policy import Policy
from wellbeing.regions.models import Region

MARK_DIGITS = 16


def of(round_: Round) -> Policy:
    """Those of a round that has none of its own yet are the usual ones."""
    return reading.policy(round_.policy) if round_.policy else Policy()


def faults(round_: Round) -> list[PolicyFault]:
    """What is wrong with them before anybody applied."""
    places = {str(pk): number for pk, number in round_.retreats.values_list("pk", "places")}
    return policy_faults(of(round_), places, set(Region.objects.values_list("pk", flat=True)))


def mark(round_: Round) -> str:
    """Other rules have another mark: by it a form tells that somebody changed them meanwhile."""
    limits = {str(pk): each for pk, each in round_.retreats.values_list("pk", "limits")}
    text = canonical([of(round_).plain(), round_.own_word_up_to, limits])
    return sha256(text.encode()).hexdigest()[:MARK_DIGITS]
