"""Who moves up when places become free: by the same order, beside those who have theirs.

Nobody who has a place, or was offered one, is moved or loses it; whoever said no is not asked again, and who
is bound to them does not come alone. The free places go to whom the policy's order and the same lots give
them, as if they were shared out anew around those who stay. What regions have at least holds as far as it
still can. Imports no framework.
"""

from collections.abc import Collection, Mapping

from courses.retreats.rules import solving
from courses.retreats.rules.case import Case, Pair
from courses.retreats.rules.model import Clause, Model
from courses.retreats.rules.policy import Policy, Rule


def moving_up(
    case: Case,
    policy: Policy,
    value: str,
    *,
    held: Mapping[str, str],
    gone: Collection[str],
    seconds: float,
) -> dict[str, str]:
    """The retreats of those who get a place now, by ticket.

    `held` are the places that are had or offered, `gone` the tickets of those who said no or let an offer
    pass. Raises solving.CannotAllHold when those who hold places break a rule among themselves, Stopped.
    """
    left = _without(case, gone, held)
    kept = _least_that_can_hold(left, policy, held)
    outcome = solving.share_out(left, policy, value, seconds=seconds, held=held, holds=kept.__contains__)
    return {ticket: key for ticket, key in outcome.places.items() if ticket not in held}


def _without(case: Case, gone: Collection[str], held: Mapping[str, str]) -> Case:
    """The case of those who may still come."""
    out = set(gone)
    out |= {one for pair in case.bound for one in pair if out & set(pair)} - held.keys()
    stay = tuple(each for each in case.applicants if each.ticket not in out)
    tickets = {each.ticket for each in stay}
    return Case(
        retreats=case.retreats,
        applicants=stay,
        bound=_among(case.bound, tickets),
        apart=_among(case.apart, tickets),
        together=_among(case.together, tickets),
        share_room=_among(case.share_room, tickets),
        under_served=case.under_served,
    )


def _least_that_can_hold(case: Case, policy: Policy, held: Mapping[str, str]) -> frozenset[Clause]:
    """Every clause, but for regions that cannot have as many any more."""
    clauses = list(Model.of(case, policy).clauses)
    kept = [clause for clause in clauses if clause[0] is not Rule.LEAST]
    for clause in clauses:
        if clause[0] is Rule.LEAST and solving.can_hold(case, policy, [*kept, clause], held=held):
            kept.append(clause)
    return frozenset(kept)


def _among(pairs: Collection[Pair], tickets: Collection[str]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if set(pair) <= set(tickets))
