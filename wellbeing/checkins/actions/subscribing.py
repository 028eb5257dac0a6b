"""Signing up, and confirming that an address is one's own."""

import hmac
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from unicodedata import decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q

from wellbeing.checkins import throttles
from wellbeing.checkins.actions import lines
from wellbeing.checkins.actions.lines import Chance
from wellbeing.checkins.contents import MOST_NUDGES, Contents
from wellbeing.checkins.models import FEEDS, MOST_GUESSES, Subscription, tags_of
from wellbeing.privacy import codes
from wellbeing.privacy.codes import LONGEST_TYPED
from wellbeing.privacy.sealing import DoesNotOpen

DIGITS = 8
UNCONFIRMED_HOURS = 48


class NotConfirmed(Exception):
    """The number does not confirm this subscription, or there is none to confirm: nobody can tell which."""


def ask(
    *, channel: str, contents: Contents, now: datetime, replaces: UUID | None = None, once: str = ""
) -> str:
    """Set up a subscription and return its managing code, which is stored nowhere.

    A feed is there at once. An address is sent a number first, and if nobody types that number within 48
    hours, nothing is left. An address that has a subscription already, or was sent too many numbers today,
    cannot be told from any other by what comes back or by how long it takes. `replaces` names an older
    subscription that ends when this one is confirmed. `once` is a code drawn for the page on which the person
    presses: a second press of the same page gives the same answer, and does nothing more.

    Raises throttles.TooManyNow, and server_keys.NoKey.
    """
    page = codes.read(once)
    code = codes.follow_on(page) if len(page) == codes.LENGTH else codes.draw()
    pressed = Subscription.objects.filter(pk=codes.lookup_id(code))
    if not pressed.exists():
        throttles.count_sign_up()
        try:
            _set_up(code, channel, contents, now, replaces)
        except IntegrityError:  # both presses came at once
            if not pressed.exists():
                raise
    return code


@transaction.atomic
def _set_up(code: str, channel: str, contents: Contents, now: datetime, replaces: UUID | None) -> None:
    row = Subscription(id=codes.lookup_id(code), channel=channel)
    if channel in FEEDS:
        _make_feed(row, code, contents, replaces)
    else:
        number = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        older = replaces.hex if replaces else ""
        _send_number(row, replace(contents, code=number, replaces=older), now)


def confirm(*, typed: str, number: str, now: datetime, chance: Chance) -> None:
    """Confirm an address with the number that was sent to it: nudges begin.

    An older subscription of the same address is over, and so is the one that this one replaces. The fifth
    wrong number removes the row. Raises NotConfirmed.
    """
    if not _try(codes.lookup_id(codes.read(typed)), number, now, chance):
        raise NotConfirmed


def _make_feed(row: Subscription, code: str, contents: Contents, replaces: UUID | None) -> None:
    row.feed_id = codes.lookup_id(codes.follow_on(code))
    row.is_confirmed = True
    row.put(contents)
    row.save(force_insert=True)
    if replaces:
        lines.end([replaces])


def _send_number(row: Subscription, contents: Contents, now: datetime) -> None:
    """Store the row and its letter; for an address that was asked too often, both are gone with the same
    transaction. Either way the database does the same work."""
    is_welcome = throttles.may_write_to(row.channel, contents.address, now)
    row.is_confirmed = False
    row.vanishes_at = _next_hour(now) + timedelta(hours=UNCONFIRMED_HOURS)
    row.put(contents)
    row.save(force_insert=True)
    lines.send_at_once(row, now)
    lines.end([uuid4() if is_welcome else row.id])


@transaction.atomic
def _try(id: UUID, number: str, now: datetime, chance: Chance) -> bool:
    row = Subscription.objects.filter(pk=id, is_confirmed=False).first()
    contents = _opened(row) if row else None
    if row is None or contents is None:
        return False
    older = _locked_with_older(row, contents)
    if older is None:
        return False
    if not _is_number(number, contents.code):
        _count_guess(row)
        return False
    lines.end(older)
    contents = replace(contents, code="", replaces="")
    row.is_confirmed, row.vanishes_at, row.guesses = True, None, 0
    row.put(contents)
    row.save()
    lines.begin(row, contents, left=MOST_NUDGES, now=now, chance=chance)
    return True


def _opened(row: Subscription) -> Contents | None:
    try:
        return row.contents()
    except DoesNotOpen:
        return None


def _locked_with_older(row: Subscription, contents: Contents) -> list[UUID] | None:
    """The subscriptions that give way to this one; None if this one is no longer there to be confirmed.

    Rows of one address are locked in the order of their keys: of two that are confirmed at once, each sees
    what became of the other.
    """
    concerned = Q(pk=row.pk) | Q(tag__in=tags_of(row.channel, contents.address))
    if contents.replaces:
        concerned |= Q(pk=UUID(contents.replaces))
    rows = {
        each.pk: each for each in Subscription.objects.select_for_update().filter(concerned).order_by("pk")
    }
    mine = rows.get(row.pk)
    if mine is None or mine.is_confirmed:
        return None
    row.guesses = mine.guesses
    return [each.pk for each in rows.values() if each.is_confirmed]


def _is_number(typed: str, code: str) -> bool:
    """Whether these are the digits, whatever stands between them and of whatever script they are."""
    digits = "".join(str(decimal(letter)) for letter in typed[:LONGEST_TYPED] if letter.isdecimal())
    return hmac.compare_digest(digits, code)


def _count_guess(row: Subscription) -> None:
    row.guesses += 1
    if row.guesses == MOST_GUESSES:
        lines.end([row.id])
    else:
        row.save(update_fields=["guesses"])


def _next_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
