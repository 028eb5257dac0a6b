"""An address of somebody who applied: left, confirmed by the number sent to it, changed, removed."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from courses.retreats import refusals
from courses.retreats.actions.applying import taking_turns
from courses.retreats.actions.telling import SOURCE
from courses.retreats.models import RetreatContact
from wellbeing.outbox.actions import confirming, lines
from wellbeing.outbox.notes import throttles
from wellbeing.outbox.notes.contents import Contents
from wellbeing.privacy import server_keys


@transaction.atomic
def give(*, code: str, channel: str, contents: Contents, now: datetime) -> RetreatContact:
    """Set the address that belongs to an application, as `lines.give`.

    Raises refusals.NoSuchApplication, NoAddressKept without a key, TooManyAddresses.
    """
    pk = taking_turns.hold_application(code).pk
    new = RetreatContact(application_id=pk, channel=channel)
    counted = f"numbers of application {pk}"
    try:
        row = lines.give(
            rows=_rows(pk), new=new, contents=contents, source=SOURCE, counted_as=counted, now=now
        )
    except server_keys.NoKey:
        raise refusals.NoAddressKept from None
    except throttles.TooManyNumbers:
        raise refusals.TooManyAddresses from None
    return cast(RetreatContact, row)


def confirm(*, code: str, number: str) -> None:
    """Confirm the address by the number sent to it; the fifth wrong one removes it. One that is confirmed
    already stays so.

    Raises refusals.NoSuchApplication, refusals.WrongNumber.
    """
    if not _try(code, number):
        raise refusals.WrongNumber


@transaction.atomic
def remove(*, code: str) -> None:
    """Forget the address, and whatever waits to go to it. Raises refusals.NoSuchApplication."""
    confirming.remove(_rows(taking_turns.hold_application(code).pk))


@transaction.atomic
def _try(code: str, number: str) -> bool:
    rows = _rows(taking_turns.hold_application(code).pk)
    return rows.filter(is_confirmed=True).exists() or confirming.try_number(rows, number)


def _rows(application: UUID) -> QuerySet[RetreatContact]:
    return RetreatContact.objects.filter(application=application)
