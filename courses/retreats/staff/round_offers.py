"""What became of the offers of a round, retreat by retreat, in numbers."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from courses.retreats import receipts
from courses.retreats.models import Application, Offer, Retreat, Round
from wellbeing.accounts.models import User

Standing = Offer.Standing
ENDED = (Standing.DECLINED, Standing.LAPSED, Standing.WITHDRAWN)


def panel(round_: Round, by: User, now: datetime) -> dict[str, Any] | None:
    """For every retreat its places, how many said yes, how many may still answer, and how many places are
    free. Once published alone, and until all of it is erased."""
    if round_.decided != Round.Decided.PUBLISHED or receipts.erased_in(round_):
        return None
    counted: dict[object, Counter[str]] = defaultdict(Counter)
    for retreat, standing in Offer.objects.filter(retreat__round=round_).values_list("retreat", "standing"):
        counted[retreat][standing] += 1
    retreats = list(Retreat.objects.filter(round=round_).order_by("begins_on", "title"))
    applied = Application.objects.filter(round=round_)
    return {
        "rows": [_row(each, counted[each.pk]) for each in retreats],
        "waiting": applied.filter(offers=None).count(),
    }


def _row(retreat: Retreat, counted: Counter[str]) -> dict[str, Any]:
    is_off = retreat.decided == Retreat.Decided.CANCELLED
    return {
        "retreat": retreat,
        "is_off": is_off,
        "accepted": counted[Standing.ACCEPTED],
        "offered": counted[Standing.OFFERED],
        "ended": [(standing.label, counted[standing]) for standing in ENDED if counted[standing]],
        "free": 0 if is_off else retreat.places - retreat.taken,
    }
