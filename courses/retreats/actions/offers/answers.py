"""What people answer to an offer, and what becomes of offers that nobody answers.

Each takes the application code as typed and raises refusals.NoSuchApplication. Whatever becomes free is asked
for at once and given to the next by a worker (`filling`).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.retreats import opened, refusals
from courses.retreats.actions import telling
from courses.retreats.actions.offers import asking
from courses.retreats.actions.offers.offering import begins
from courses.retreats.models import Application, Bed, Offer, Retreat, StayForm

Standing = Offer.Standing


@transaction.atomic
def accept(*, code: str, now: datetime) -> None:
    """Say yes. Said twice, it is said once. Raises refusals.NothingOffered."""
    offer = hold(code)
    if offer is None or not stands(offer, now):
        raise refusals.NothingOffered
    _set(offer, Standing.ACCEPTED)


@transaction.atomic
def decline(*, code: str, now: datetime) -> None:
    """Say no to an offer. Raises refusals.NothingOffered."""
    offer = hold(code)
    if offer is None or offer.standing not in (Standing.OFFERED, Standing.DECLINED):
        raise refusals.NothingOffered
    _free(offer, Standing.DECLINED)


@transaction.atomic
def give_up(*, code: str, now: datetime) -> None:
    """Give up a place that was accepted, until the retreat begins. Raises refusals.NoPlaceToGiveUp."""
    offer = hold(code)
    if offer is None or offer.standing not in (Standing.ACCEPTED, Standing.WITHDRAWN):
        raise refusals.NoPlaceToGiveUp
    if now >= begins(offer.retreat):
        raise refusals.NoPlaceToGiveUp
    _free(offer, Standing.WITHDRAWN)


def lapse(*, now: datetime) -> int:
    """End the offers whose time to answer is over; returns how many there were. Retreat after retreat, since
    each is held while its offers change."""
    late = Offer.objects.filter(standing=Standing.OFFERED, answer_by__lte=now)
    retreats = late.order_by("retreat").values_list("retreat", "application__round").distinct()
    return sum(_lapse(retreat, round, now) for retreat, round in list(retreats))


@transaction.atomic
def _lapse(retreat: UUID, round: UUID, now: datetime) -> int:
    late = Offer.objects.filter(retreat=retreat, standing=Standing.OFFERED, answer_by__lte=now)
    whose = late.values_list("application", flat=True)
    held = Application.objects.filter(pk__in=[*whose]).order_by("pk").select_for_update(no_key=True)
    ended = late.filter(application__in=[each.pk for each in held])
    ids = list(ended.values_list("application", flat=True))
    ended.update(standing=Standing.LAPSED, answer_by=None)
    if ids:
        telling.tell(applications=ids, now=now)
        asking.ask_to_fill(round)
    return len(ids)


def hold(code: str) -> Offer | None:
    """What the application of this code is offered, with its retreat; whatever else is pressed for it waits.

    Raises refusals.NoSuchApplication.
    """
    pk = opened.find(code).pk
    if not Application.objects.select_for_update(no_key=True).filter(pk=pk).first():
        raise refusals.NoSuchApplication
    offers = Offer.objects.select_for_update(of=("self",), no_key=True).select_related("retreat")
    return offers.filter(application=pk).first()


def stands(offer: Offer, now: datetime) -> bool:
    """Whether a yes is in time, or was said before."""
    if offer.retreat.decided == Retreat.Decided.CANCELLED:
        return False
    if offer.answer_by is not None:
        return now < offer.answer_by
    return offer.standing == Standing.ACCEPTED


def _set(offer: Offer, standing: str) -> None:
    if offer.standing != standing:
        offer.standing, offer.answer_by = standing, None
        offer.save(update_fields=["standing", "answer_by"])


def _free(offer: Offer, standing: str) -> None:
    """The place is anybody's, and where they were to sleep, and what they told the team goes."""
    Bed.objects.filter(offer=offer).delete()
    StayForm.objects.filter(offer=offer).delete()
    _set(offer, standing)
    asking.ask_to_fill(Application.objects.values_list("round", flat=True).get(pk=offer.application_id))
