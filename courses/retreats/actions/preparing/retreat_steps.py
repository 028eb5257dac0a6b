"""What is decided of a retreat: it is published, called off, or over."""

import logging
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from courses.retreats import stay_refusals, traces
from courses.retreats.actions import telling
from courses.retreats.actions.afterwards import pulse
from courses.retreats.actions.committee import teams
from courses.retreats.actions.offers import remembering
from courses.retreats.actions.preparing import retreat_plans
from courses.retreats.models import Application, Bed, Offer, Retreat, RetreatWhere, Round, StayForm
from courses.retreats.planning import given, weeks
from courses.retreats.rules.year import Role
from wellbeing.accounts.models import User
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.privacy.server_keys import NoKey

log = logging.getLogger(__name__)

# So long after the last day a retreat is still being ended.
STAYS_OPEN = timedelta(days=3)
# While a round is here, its retreats are a part of what is worked out.
AT_WORK = (Round.Decided.CLOSED, Round.Decided.COMMITTED, Round.Decided.DRAWN, Round.Decided.SHARED)


@transaction.atomic
def publish(*, retreat: UUID, by: User, today: date) -> Retreat:
    """Announce a retreat, by its month and wide region, that has a house for all and somebody who may lead.

    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.NotReadyYet.
    """
    held = retreat_plans.hold(retreat)
    if held.decided != Retreat.Decided.PLANNED:
        raise stay_refusals.NotNow
    if missing := lacks(held, today):
        raise stay_refusals.NotReadyYet(missing)
    _decide(held, Retreat.Decided.PUBLISHED, "retreats.publish_retreat", by)
    pulse.follow(retreat=held)
    return held


@transaction.atomic
def cancel(*, retreat: UUID, by: User, now: datetime) -> Retreat:
    """Call a retreat off. Its house and its team are free at once; what was told for the stay alone
    goes, and its people are told that there is something to read.

    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.PlacesAreBeingShared.
    """
    held = retreat_plans.hold(retreat)
    if held.decided not in retreat_plans.CHANGES:
        raise stay_refusals.NotNow
    if held.round and held.round.decided in AT_WORK:
        raise stay_refusals.PlacesAreBeingShared
    _got_nothing(held, now)
    _decide(held, Retreat.Decided.CANCELLED, "retreats.cancel_retreat", by)
    pulse.end(retreat=held)
    StayForm.objects.filter(offer__retreat=held).delete()
    Bed.objects.filter(retreat=held).delete()
    RetreatWhere.objects.filter(retreat=held).delete()
    held.team_parts.all().delete()
    teams.follow(teams.team_of(held), by)
    telling.tell_retreat(retreat=held.pk, now=now)
    return held


@transaction.atomic
def finish(*, retreat: UUID, now: datetime, by: User | None = None) -> Retreat:
    """Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.NotOver."""
    held = retreat_plans.hold(retreat)
    if held.decided != Retreat.Decided.PUBLISHED:
        raise stay_refusals.NotNow
    if day_there(held, now) <= held.ends_on:
        raise stay_refusals.NotOver
    _decide(held, Retreat.Decided.DONE, "retreats.finish_retreat", by)
    return held


def finish_over(*, now: datetime) -> int:
    """Finish the retreats whose last day was three days ago; returns how many. Safe twice, and at once."""
    rows = Retreat.objects.filter(decided=Retreat.Decided.PUBLISHED, ends_on__lte=now.date() - STAYS_OPEN)
    return sum(_finish_if_over(retreat, now) for retreat in rows.values_list("pk", flat=True))


def lacks(retreat: Retreat, today: date) -> list[str]:
    """What has to be done before a retreat can be published, in words."""
    found = []
    parts = list(retreat.team_parts.select_related("colleague"))
    beds = retreat_plans.beds(retreat.house)
    if retreat.places + len(parts) > beds:
        found.append(stay_refusals.too_small(retreat.house.name, beds, retreat.places, len(parts)))
    leads = [each.colleague for each in parts if each.role == Role.LEAD]
    mondays = weeks.touched(weeks.Line(retreat.begins_on, retreat.ends_on))
    may = given.lead_weeks(leads, mondays)
    if not any(may[each.pk] >= set(mondays) for each in leads):
        found.append(_("Nobody in the team leads it who holds a certificate for the work in all these days."))
    if retreat.begins_on <= today:
        found.append(_("Its first day has to be ahead. Choose other days."))
    return found


def day_there(retreat: Retreat, now: datetime) -> date:
    """The day of a moment by the clocks of a retreat."""
    return now.astimezone(ZoneInfo(retreat.zone)).date()


def _decide(held: Retreat, decided: str, action: str, by: User | None) -> None:
    held.decided = decided
    held.save(update_fields=["decided"])
    traces.note(held, action, by)


def _got_nothing(retreat: Retreat, now: datetime) -> None:
    """Whoever has a place there can say so next time, unless it has begun. No key is no reason to hold it."""
    if day_there(retreat, now) >= retreat.begins_on:
        return
    whose = Offer.objects.filter(retreat=retreat, standing__in=telling.COMES).values("application")
    try:
        remembering.remember(applications=Application.objects.filter(pk__in=whose), now=now)
    except (NoKey, DoesNotOpen) as error:
        log.error("nobody is remembered as turned away: %s", type(error).__name__)


def _finish_if_over(retreat: UUID, now: datetime) -> bool:
    try:
        finish(retreat=retreat, now=now)
    except (stay_refusals.NotNow, stay_refusals.NotOver, Retreat.DoesNotExist):  # somebody was faster
        return False
    return True
