"""The pulse on the page of an application: the code of whoever comes, and when it opens what."""

from datetime import datetime
from typing import Any

from courses.retreats.actions.offers.offering import begins
from courses.retreats.models import Offer, Retreat
from courses.retreats.opened import Opened
from courses.retreats.public.after import offer_of
from courses.runs.public.pulse import Pulse, of_cohort

MEETS = {Retreat.Decided.PUBLISHED, Retreat.Decided.DONE}


def part(mine: Opened, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    return {"pulse": _of(mine, code, now)}


def _of(mine: Opened, plain: str, now: datetime) -> Pulse | None:
    """None before the retreat has begun: until then places are given up and taken by others, and one place
    would have two answers. Neither for those who do not come, nor of a retreat that is off."""
    found = offer_of(mine.application)
    if found is None or found.standing != Offer.Standing.ACCEPTED or found.retreat.decided not in MEETS:
        return None
    return of_cohort(found.retreat.pulse, plain, now) if begins(found.retreat) <= now else None
