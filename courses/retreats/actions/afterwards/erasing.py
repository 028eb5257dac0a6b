"""Fourteen days after a stay, and after the last one of a round, what people told goes, and a receipt stays.

Each round goes with the stays of it that are left, in one transaction: whatever ends it halfway leaves
everything as it was, and the next night does it again. Retention does the same a day later, should this never
have run; a receipt that comes so late says so.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import QuerySet

from courses.retreats.actions.preparing import retreat_plans
from courses.retreats.models import (
    Allowance,
    Application,
    Bed,
    Conflict,
    ErasureReceipt,
    Frozen,
    Offer,
    ProgrammeVersion,
    Recommendation,
    Retreat,
    RetreatWhere,
    Round,
    SealedPart,
    Slot,
    StayForm,
)
from courses.retreats.rules import erased
from courses.retreats.rules.erased import Kind
from wellbeing.accounts.models import Team

log = logging.getLogger(__name__)

KEPT = timedelta(days=14)
OF_A_ROUND = {
    "retreats.Application": Kind.APPLICATIONS,
    "retreats.SealedPart": Kind.SEALED,
    "retreats.RetreatContact": Kind.ADDRESSES,
}


def erase_over(*, today: date) -> int:
    """Everything that is due; returns how many receipts were written. Safe twice, and twice at once."""
    rounds = Round.objects.exclude(decided=Round.Decided.PREPARING)
    rounds = rounds.filter(over_on__lte=today - KEPT, receipt=None)
    stays = Retreat.objects.exclude(decided=Retreat.Decided.PLANNED)
    stays = stays.filter(ends_on__lte=today - KEPT, receipt=None)
    count = sum(_tried(_erase_round, key, today) for key in _keys(rounds))
    return count + sum(_tried(_erase_stay, key, today) for key in _keys(stays))


def _keys(rows: QuerySet[Any]) -> list[UUID]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _tried(erase: Callable[[UUID, date], int], key: UUID, today: date) -> int:
    """Who waits too long for somebody else is left to the next night; the others are not."""
    try:
        with transaction.atomic():
            return erase(key, today)
    except (OperationalError, Retreat.DoesNotExist):
        log.exception("something that is over could not be erased")
        return 0


def _erase_round(key: UUID, today: date) -> int:
    """A round with the stays of it that are left. What somebody else did meanwhile is not done again."""
    rows = Round.objects.select_for_update(no_key=True).defer("record")
    due = today - KEPT
    held = rows.filter(pk=key, over_on__lte=due).first()
    if held is None or ErasureReceipt.objects.filter(round=held).exists():
        return 0
    stays = held.retreats.exclude(decided=Retreat.Decided.PLANNED).filter(ends_on__lte=due, receipt=None)
    count = sum(_erase_stay(retreat, today) for retreat in _keys(stays))
    found = _delete_applications(held)
    Frozen.objects.filter(round=held).delete()
    for model in (Conflict, Recommendation, Allowance):
        model._default_manager.filter(round=held).delete()
    _write(ErasureReceipt(round=held, late=held.over_on != due), found, today)
    return count + 1


def _delete_applications(held: Round) -> dict[Kind, int]:
    """Teams are held as by everybody who changes what is sealed to them, and in one order."""
    rows = Application.objects.filter(round=held)
    list(rows.select_for_update().order_by("pk").values("pk"))
    sealed = SealedPart.objects.filter(application__round=held).values("record__team")
    list(Team.objects.select_for_update(no_key=True).filter(pk__in=sealed).order_by("code").values("pk"))
    _all, gone = rows.delete()
    return {kind: gone.get(label, 0) for label, kind in OF_A_ROUND.items()}


def _erase_stay(key: UUID, today: date) -> int:
    """Second forms, beds, calendars and programme of a retreat, and where it was held, should that still be
    there. Receipts count what people told; a programme is none of it."""
    held, due = retreat_plans.hold(key), today - KEPT
    if held.ends_on > due or ErasureReceipt.objects.filter(retreat=held).exists():
        return 0
    offers = Offer.objects.filter(retreat=held, calendar__isnull=False)
    found = {
        Kind.SECOND_FORMS: StayForm.objects.filter(offer__retreat=held).delete()[0],
        Kind.BEDS: Bed.objects.filter(retreat=held).delete()[0],
        Kind.CALENDARS: offers.update(calendar=None, calendar_box=None),
    }
    for model in (RetreatWhere, Slot, ProgrammeVersion):
        model._default_manager.filter(retreat=held).delete()
    _write(ErasureReceipt(retreat=held, late=held.ends_on < due), found, today)
    return 1


def _write(receipt: ErasureReceipt, found: Mapping[Kind, int], today: date) -> None:
    receipt.month, receipt.counts = today.replace(day=1), erased.counts(found)
    receipt.save(force_insert=True)
