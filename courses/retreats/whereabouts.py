"""What those who come read of where a retreat is held, and nobody else.

The public learns the month and a wide part of the world; whoever was offered a place, the days; whoever
said yes, the city and the address, each from its hour on. After the last day it is gone.
"""

from datetime import datetime

from courses.retreats.models import Offer, Retreat, RetreatWhere
from courses.retreats.rules import hours
from courses.runs.rules.where import Told, told
from wellbeing.privacy.sealing import DoesNotOpen


def whereabouts(offer: Offer, now: datetime) -> Told | None:
    """What is told at this moment to somebody with this offer, in the zone of the retreat.

    None while they have not said yes, while nobody has said where, when it cannot be opened, and once the
    retreat is over or off.
    """
    retreat = offer.retreat
    is_on = retreat.decided == Retreat.Decided.PUBLISHED and now < hours.ends(retreat.ends_on, retreat.zone)
    if offer.standing != Offer.Standing.ACCEPTED or not is_on:
        return None
    row = RetreatWhere.objects.filter(retreat=retreat).first()
    if row is None:
        return None
    try:
        return told(row.contents(), hours.begins(retreat.begins_on, retreat.zone), now)
    except DoesNotOpen:
        return None
