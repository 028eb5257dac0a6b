"""Rules that cannot all hold: a smallest set of them that is in each other's way.

Leaving any one of the set out lets the rest hold. Found by halving (Junker 2004, "QuickXplain: preferred
explanations and relaxations for over-constrained problems", AAAI), which asks the solver only whether what is
left can hold. Imports no framework.
"""

from courses.retreats.rules import solving
from courses.retreats.rules.case import Case
from courses.retreats.rules.model import Clause, Model
from courses.retreats.rules.policy import Policy


def conflicting(case: Case, policy: Policy) -> list[Clause]:
    """The clauses of one smallest conflict; none when all can hold."""
    clauses = list(Model.of(case, policy).clauses)
    if solving.can_hold(case, policy, clauses):
        return []
    return sorted(_explain(case, policy, [], [], clauses))


def _explain(
    case: Case, policy: Policy, kept: list[Clause], added: list[Clause], clauses: list[Clause]
) -> list[Clause]:
    """Those of `clauses` that conflict with what is kept; `added` are the newest of those."""
    if added and not solving.can_hold(case, policy, kept):
        return []
    if len(clauses) == 1:
        return clauses
    middle = len(clauses) // 2
    first, second = clauses[:middle], clauses[middle:]
    of_second = _explain(case, policy, kept + first, first, second)
    of_first = _explain(case, policy, kept + of_second, of_second, first)
    return of_first + of_second
