"""The second form: what those who come tell the team of their retreat, which alone can read it.

There is a record once somebody sent the form, of one size, whatever it says. That it is there tells that an
application was answered further, which everybody who comes is asked to do.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from courses.retreats import opened, refusals, traces
from courses.retreats.actions.committee import teams
from courses.retreats.actions.offers import answers
from courses.retreats.actions.offers.offering import begins
from courses.retreats.models import Offer, Retreat, StayForm
from courses.retreats.rules.stay import ROOM, Stay
from wellbeing.accounts import sealed
from wellbeing.accounts.sealed import Unlocked

KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who comes, by the name of their choosing. `stay` is None before they sent the form, and where
    it does not open."""

    name: str
    stay: Stay | None
    has_sent: bool


@transaction.atomic
def send(*, code: str, stay: Stay, now: datetime) -> None:
    """Seal it to the team, in place of what was sent before, until the retreat begins.

    Raises refusals.NoSuchApplication, refusals.NotComing, refusals.NobodyReadsThis.
    """
    offer = answers.hold(code)
    if offer is None or not may_send(offer, now):
        raise refusals.NotComing
    row = StayForm.objects.filter(offer=offer).select_related("record__team").first()
    try:
        if row:
            sealed.reseal(record=row.record, content=stay.pack(), room=ROOM)
            return
        record = sealed.seal(team=teams.team_of(offer.retreat), content=stay.pack(), room=ROOM)
    except sealed.NobodyCanOpen:
        raise refusals.NobodyReadsThis from None
    StayForm.objects.create(offer=offer, record=record, goes_on=offer.retreat.ends_on + KEPT)


def may_send(offer: Offer, now: datetime) -> bool:
    is_on = offer.retreat.decided != Retreat.Decided.CANCELLED
    return is_on and offer.standing == Offer.Standing.ACCEPTED and now < begins(offer.retreat)


@transaction.atomic
def read(*, retreat: Retreat, key: Unlocked, today: date) -> list[Coming]:
    """Everybody who comes, by name, with what they sent, for a member of the retreat's team. That it was
    opened stays in the retreat's history.

    Raises refusals.NotSealedToYou, server_keys.NoKey, sealing.DoesNotOpen.
    """
    if not teams.is_in(teams.found_of(retreat), key.user):
        raise refusals.NotSealedToYou
    names = dict(coming(retreat))
    rows = StayForm.objects.filter(offer__retreat=retreat, offer__standing=Offer.Standing.ACCEPTED)
    by_offer = {row.offer_id: row for row in rows.select_related("record")}
    contents = sealed.open_records(records=[row.record for row in by_offer.values()], key=key)
    found = [
        Coming(
            name,
            Stay.unpack(contents[row.record_id]) if row and row.record_id in contents else None,
            has_sent=row is not None,
        )
        for pk, name in names.items()
        for row in [by_offer.get(pk)]
    ]
    if contents:
        traces.note(retreat, "retreats.read_stay_forms", key.user, on=today)
    return found


def coming(retreat: Retreat) -> list[tuple[UUID, str]]:
    """The offer and the working name of everybody who said yes, by name.

    Raises server_keys.NoKey, sealing.DoesNotOpen.
    """
    rows = Offer.objects.filter(retreat=retreat, standing=Offer.Standing.ACCEPTED)
    offers = list(rows.select_related("application"))
    facts = opened.facts_of(each.application for each in offers)
    found = [(each.pk, facts[each.application_id].name) for each in offers]
    return sorted(found, key=lambda each: (each[1].casefold(), each[0]))
