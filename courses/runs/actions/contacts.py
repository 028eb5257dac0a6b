"""An address of somebody with a place: left, confirmed by the number sent to it, changed, removed."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from courses.runs import refusals
from courses.runs.actions.telling import SOURCE
from courses.runs.models import Contact, Place
from wellbeing.outbox.actions import confirming, lines
from wellbeing.outbox.notes import throttles
from wellbeing.outbox.notes.contents import Contents
from wellbeing.privacy import codes, server_keys


@transaction.atomic
def give(*, code: str, channel: str, contents: Contents, now: datetime) -> Contact:
    """Set the address that belongs to a place. Another one than before takes its place at once and is sent
    a number first; nothing else goes to it until the number is typed.

    Raises refusals.NoSuchPlace, NothingKept without a key, TooManyNumbers.
    """
    place = _lock(code)
    new = Contact(place_id=place, channel=channel)
    counted = f"numbers of place {place}"
    try:
        row = lines.give(
            rows=_rows(place), new=new, contents=contents, source=SOURCE, counted_as=counted, now=now
        )
    except server_keys.NoKey:
        raise refusals.NothingKept from None
    except throttles.TooManyNumbers:
        raise refusals.TooManyNumbers from None
    return cast(Contact, row)


def confirm(*, code: str, number: str) -> None:
    """Confirm the address by the number sent to it; the fifth wrong one removes it. One that is confirmed
    already stays so.

    Raises refusals.NoSuchPlace, refusals.WrongNumber.
    """
    if not _try(code, number):
        raise refusals.WrongNumber


@transaction.atomic
def remove(*, code: str) -> None:
    """Forget the address, and whatever waits to go to it. Raises refusals.NoSuchPlace."""
    confirming.remove(_rows(_lock(code)))


def forget(*, place: UUID) -> None:
    """The same for a place that is about to go, inside the transaction in which it goes."""
    Place.objects.select_for_update().filter(pk=place).first()  # before its address, like everybody here
    confirming.remove(_rows(place))


@transaction.atomic
def _try(code: str, number: str) -> bool:
    rows = _rows(_lock(code))
    return rows.filter(is_confirmed=True).exists() or confirming.try_number(rows, number)


def _lock(code: str) -> UUID:
    """The place that a code opens; two presses at once come one after the other."""
    rows = Place.objects.select_for_update(no_key=True)
    place = rows.filter(pk=codes.lookup_id(codes.read(code))).first()
    if place is None:
        raise refusals.NoSuchPlace
    return place.pk


def _rows(place: UUID) -> QuerySet[Contact]:
    return Contact.objects.filter(place=place)
