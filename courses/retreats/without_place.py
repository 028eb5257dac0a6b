"""Why one application has no place, for colleagues who are asked: by its ticket, and in the very words that
stand on its own page. So they learn no more of who must not meet than that page tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.retreats import conflicts_of_interest, frozen, reasons_in_words, refusals
from courses.retreats.models import Frozen, Offer, Round
from courses.retreats.opened import opened
from courses.retreats.rules.declared import Declared
from wellbeing.accounts.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """An application that was never offered a place; of somebody close it is others' to look at."""

    ticket: str
    is_for_others: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One application: that it was offered a place meanwhile, or why it was not."""

    ticket: str
    has_offer: bool
    whys: Sequence[reasons_in_words.Why]


def rows(*, round: Round, by: User) -> list[Row]:
    """In the order of tickets, which is none. Raises as `find`, but NoSuchTicket and Concerned."""
    said = _admitted(by, round)
    offered = _offered(round)
    return [
        Row(ticket, said.shuts(each.facts.mark))
        for ticket, each in opened(round).items()
        if each.application.pk not in offered
    ]


def find(*, round: Round, ticket: str, by: User) -> Found:
    """Raises refusals.NotAsItStands before the result is published, NotDeclared, YourOwnRound, NoSuchTicket,
    Concerned; server_keys.NoKey, sealing.DoesNotOpen; Frozen.DoesNotExist once the case is erased."""
    said = _admitted(by, round)
    found = opened(round).get(ticket)
    if found is None:
        raise refusals.NoSuchTicket
    if said.shuts(found.facts.mark):
        raise refusals.Concerned
    if found.application.pk in _offered(round):
        return Found(ticket, has_offer=True, whys=())
    whys = reasons_in_words.why(frozen.closed_case(round), found.facts)
    return Found(ticket, has_offer=False, whys=whys)


def is_kept(round: Round) -> bool:
    """Whether the case is still there from which the reasons come."""
    return Frozen.objects.filter(round=round).exists()


def _admitted(user: User, round: Round) -> Declared:
    if round.decided != Round.Decided.PUBLISHED:
        raise refusals.NotAsItStands
    said = conflicts_of_interest.declared(user, round)
    if said is None:
        raise refusals.NotDeclared
    if said.applied:
        raise refusals.YourOwnRound
    return said


def _offered(round: Round) -> set[object]:
    return set(Offer.objects.filter(application__round=round).values_list("application", flat=True))
