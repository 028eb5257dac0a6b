"""Asking for plans of a year, stopping, and taking up what was left by a worker that died."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from courses.retreats import traces
from courses.retreats.models import Planning, Year
from courses.retreats.planning import given, refusals
from courses.retreats.planning.making import WHAT
from courses.retreats.tasks.planning import plan_years
from wellbeing.accounts.models import User
from wellbeing.documents import alive

Status = Planning.Status
OPEN = (Status.QUEUED, Status.RUNNING)


@transaction.atomic
def ask(*, year: UUID, by: User, today: date) -> Planning:
    """Have plans worked out from what is given now; those of before go.

    Raises Year.DoesNotExist, refusals.AtWork, refusals.NothingToPlan.
    """
    held = Year.objects.select_for_update().get(pk=year)
    row = Planning.objects.select_for_update().filter(year=held).first() or Planning(year=held)
    if row.status in OPEN and row.asked_on:
        raise refusals.AtWork
    if not _is_anything(held):
        raise refusals.NothingToPlan
    row.status, row.claim, row.tries, row.has_to_stop = Status.QUEUED, None, 0, False
    row.found, row.bound, row.plans, row.failed, row.accepted = 0, 0, [], "", None
    row.asked_on = today
    row.save()
    traces.note(held, "retreats.ask_plans", by)
    plan_years.delay_on_commit()
    return row


@transaction.atomic
def stop(*, year: UUID) -> None:
    """Look no further, and keep the best so far. What nobody works on stops at once.

    Raises refusals.NothingToStop.
    """
    row = _open().select_for_update().filter(year=year).first()
    if row is None:
        raise refusals.NothingToStop
    if row.status == Status.RUNNING and alive.is_said(WHAT, row.pk):
        _open().filter(pk=row.pk).update(has_to_stop=True)
        return
    done = {"status": Status.STOPPED} if row.plans else _nothing()
    _open().filter(pk=row.pk).update(claim=None, has_to_stop=True, **done)


def take_up() -> None:
    """Ask once more for what waits while nobody is at work: the queue was lost, or its worker died."""
    rows = list(_open())
    if rows and not any(row.status == Status.RUNNING and alive.is_said(WHAT, row.pk) for row in rows):
        plan_years.delay()


def _open() -> "QuerySet[Planning]":
    return Planning.objects.filter(status__in=OPEN)


def _nothing() -> dict[str, str]:
    return {"status": Status.FAILED, "failed": Planning.Failed.TOO_SHORT}


def _is_anything(year: Year) -> bool:
    found = given.of(year)
    is_free = any(house.weeks - found.closed for house in found.houses)
    return bool(found.wanted) and is_free and found.most > 0
