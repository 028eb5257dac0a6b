"""A colleague's own address for messages: given, confirmed by the number sent to it, changed, removed."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from wellbeing.accounts.models import User
from wellbeing.outbox.actions import confirming
from wellbeing.outbox.actions.confirming import NotConfirmed
from wellbeing.outbox.models import OwnAddress
from wellbeing.outbox.notes import throttles
from wellbeing.outbox.notes.contents import Contents

SOURCE = "own-addresses"


@transaction.atomic
def give(*, by: User, channel: str, contents: Contents, now: datetime) -> OwnAddress:
    """Set one's own address. Another one than before takes its place at once and is sent a number first;
    nothing else goes to it until the number is typed.

    Raises throttles.TooManyNumbers, and server_keys.NoKey.
    """
    _lock(by)
    row = _rows(by).first()
    if row and confirming.set_anew(row, channel, contents):
        return row
    throttles.count_number(f"numbers of {by.pk}", now)
    confirming.remove(_rows(by))
    row = OwnAddress(user=by, channel=channel)
    confirming.keep(row, contents, now)
    confirming.send_number(row, source=SOURCE, now=now)
    return row


def confirm(*, by: User, number: str) -> None:
    """Confirm one's address by the number sent to it. The fifth wrong one removes it. Raises NotConfirmed."""
    if not _try(by, number):
        raise NotConfirmed


@transaction.atomic
def remove(*, by: User) -> None:
    """Forget one's address, and whatever waits to go to it for the number alone."""
    _lock(by)
    confirming.remove(_rows(by))


@transaction.atomic
def _try(by: User, number: str) -> bool:
    _lock(by)
    return confirming.try_number(_rows(by), number)


def _lock(by: User) -> None:
    """Two presses at once come one after the other."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)


def _rows(by: User) -> QuerySet[OwnAddress]:
    return OwnAddress.objects.filter(user=by)
