"""The panel on the page of a round with its rules as everybody reads them, and what is wrong with them."""

from datetime import datetime
from typing import Any

from courses.retreats import policies, policy_words, readiness, scope
from courses.retreats.models import Round
from courses.retreats.models.choices import Help
from wellbeing.accounts.models import User

HELPS = dict(Help.choices)


def panel(round_: Round, by: User, now: datetime) -> dict[str, Any]:
    policy, retreats = policies.of(round_), list(round_.retreats.all())
    is_being_made = round_.decided == Round.Decided.PREPARING
    may_organise = by.has_perm(scope.ORGANISE)
    return {
        "aims": policy_words.aims(policy),
        "must_hold": policy_words.must_hold(policy),
        "own_word": policy_words.own_word(round_.own_word_up_to),
        "let_go": policy_words.let_go(policy, {str(each.pk): each.title for each in retreats}),
        "limits": [(each, _limits(each.limits)) for each in retreats if each.limits],
        "faults": [policy_words.fault(each) for each in policies.faults(round_)] if is_being_made else [],
        "houses": list(readiness.houses(round_)) if is_being_made else [],
        "may_change": may_organise and is_being_made,
        "may_try": may_organise and round_.decided in (Round.Decided.PREPARING, Round.Decided.OPEN),
    }


def _limits(limits: dict[str, int]) -> list[tuple[object, int]]:
    return [(HELPS.get(name, name), most) for name, most in sorted(limits.items())]
