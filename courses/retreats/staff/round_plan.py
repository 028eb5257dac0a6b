"""The first panel on the page of a round: its state, its hours and its retreats."""

from datetime import datetime
from typing import Any

from courses.retreats import scope, wording
from courses.retreats.actions.rounds import deciding
from courses.retreats.models import Round
from courses.retreats.public.rounds_reading import is_public
from wellbeing.accounts.models import User
from wellbeing.privacy.sealing import DoesNotOpen

DONE = (Round.Decided.PUBLISHED, Round.Decided.CANCELLED)


def panel(round_: Round, by: User, now: datetime) -> dict[str, Any]:
    return {
        "state": wording.state(round_, now),
        "closes": wording.hour(round_.closes_at, round_.zone),
        "draws": wording.hour(round_.draws_at, round_.zone),
        "retreats": list(round_.retreats.select_related("region", "house")),
        "waits": any(by.has_perm(each) for each in deciding.CONFIRM) and _waits(round_),
        "is_public": is_public(round_),
        "may_call_off": by.has_perm(scope.ORGANISE) and round_.decided not in DONE,
        "may_change": by.has_perm(scope.ORGANISE) and round_.decided == Round.Decided.PREPARING,
    }


def _waits(round_: Round) -> bool:
    try:
        return deciding.waiting(round_) is not None
    except DoesNotOpen:
        return False
