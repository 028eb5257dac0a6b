"""A colleague's own address for messages: given, confirmed by the number sent to it, changed, removed."""

import hmac
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from unicodedata import decimal

from django.db import transaction

from wellbeing.accounts.models import User
from wellbeing.outbox.actions import scheduling
from wellbeing.outbox.colleagues import throttles
from wellbeing.outbox.colleagues.contents import Contents
from wellbeing.outbox.models import MOST_GUESSES, OwnAddress
from wellbeing.privacy.codes import LONGEST_TYPED
from wellbeing.privacy.sealing import DoesNotOpen

SOURCE = "own-addresses"
DIGITS = 8
UNCONFIRMED_DAYS = 2


class NotConfirmed(Exception):
    """The number is not the one that was sent, or nothing waits for a number any more."""


@transaction.atomic
def give(*, by: User, channel: str, contents: Contents, now: datetime) -> OwnAddress:
    """Set one's own address. Another one than before takes its place at once and is sent a number first;
    nothing else goes to it until the number is typed.

    Raises throttles.TooManyNumbers, and server_keys.NoKey.
    """
    _lock(by)
    row = OwnAddress.objects.filter(user=by).first()
    if row and row.is_confirmed and _is_same(row, channel, contents):
        row.put(replace(contents, code=""))
        row.save(update_fields=["box"])
        return row
    throttles.count_number(by, now)
    _remove(by)
    row = OwnAddress(user=by, channel=channel, vanishes_on=now.date() + timedelta(UNCONFIRMED_DAYS))
    row.put(replace(contents, code=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"))
    row.save(force_insert=True)
    hour = now.replace(minute=0, second=0, microsecond=0)
    scheduling.schedule(id=row.id, source=SOURCE, channel=channel, due_at=hour, left=1)
    scheduling.sweep_soon()
    return row


def confirm(*, by: User, number: str) -> None:
    """Confirm one's address by the number sent to it. The fifth wrong one removes it. Raises NotConfirmed."""
    if not _try(by, number):
        raise NotConfirmed


@transaction.atomic
def remove(*, by: User) -> None:
    """Forget one's address, and whatever waits to go to it for the number alone."""
    _lock(by)
    _remove(by)


@transaction.atomic
def _try(by: User, number: str) -> bool:
    _lock(by)
    row = OwnAddress.objects.filter(user=by, is_confirmed=False).first()
    contents = _opened(row) if row else None
    if row is None or contents is None:
        return False
    if not _is_number(number, contents.code):
        row.guesses += 1
        if row.guesses == MOST_GUESSES:
            _remove(by)
        else:
            row.save(update_fields=["guesses"])
        return False
    row.is_confirmed, row.vanishes_on, row.guesses = True, None, 0
    row.put(replace(contents, code=""))
    row.save()
    return True


def _lock(by: User) -> None:
    """Two presses at once come one after the other."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)


def _remove(by: User) -> None:
    ids = list(OwnAddress.objects.filter(user=by).values_list("pk", flat=True))
    OwnAddress.objects.filter(pk__in=ids).delete()
    scheduling.cancel(ids=ids)


def _opened(row: OwnAddress) -> Contents | None:
    try:
        return row.contents()
    except DoesNotOpen:
        return None


def _is_same(row: OwnAddress, channel: str, contents: Contents) -> bool:
    before = _opened(row)
    return before is not None and (row.channel, before.address) == (channel, contents.address)


def _is_number(typed: str, code: str) -> bool:
    """Whether these are the digits, whatever stands between them and of whatever script they are."""
    digits = "".join(str(decimal(letter)) for letter in typed[:LONGEST_TYPED] if letter.isdecimal())
    return hmac.compare_digest(digits, code)
