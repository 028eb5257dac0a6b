"""Where a retreat is held: written down sealed, and forgotten when the last day is over."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from courses.retreats import stay_refusals
from courses.retreats.actions.preparing import retreat_plans
from courses.retreats.models import Retreat, RetreatWhere
from courses.retreats.rules import hours
from courses.runs.rules.where import Where, fits

OFF = (Retreat.Decided.DONE, Retreat.Decided.CANCELLED)
# No clock is further from UTC.
A_DAY = timedelta(days=1)


@transaction.atomic
def set_where(*, retreat: UUID, where: Where, now: datetime) -> None:
    """Write down where a retreat is held in place of what was there; nothing at all empties it.

    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.NoRoomForWhere, server_keys.NoKey.
    """
    held = retreat_plans.hold(retreat)
    if held.decided in OFF or hours.ends(held.ends_on, held.zone) <= now:
        raise stay_refusals.NotNow
    if not fits(where):
        raise stay_refusals.NoRoomForWhere
    if not where.city and not where.address:
        RetreatWhere.objects.filter(retreat=held).delete()
        return
    row = RetreatWhere.objects.filter(retreat=held).first() or RetreatWhere(retreat=held)
    row.put(where)
    row.save()


def forget_over(*, now: datetime) -> int:
    """Delete where retreats were held that are over or off; returns how many there were."""
    ended = RetreatWhere.objects.filter(over_on__lte=(now + A_DAY).date()).select_related("retreat")
    over = [each.pk for each in ended if hours.ends(each.retreat.ends_on, each.retreat.zone) <= now]
    off = RetreatWhere.objects.filter(retreat__decided__in=OFF)
    return RetreatWhere.objects.filter(pk__in=over).delete()[0] + off.delete()[0]
