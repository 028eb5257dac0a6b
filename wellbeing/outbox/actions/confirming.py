"""An address is confirmed by a number sent to it, so that nobody can be signed up by somebody else."""

import hmac
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from unicodedata import decimal

from django.db.models import QuerySet

from wellbeing.outbox.actions import scheduling
from wellbeing.outbox.models import MOST_GUESSES, AddressBox
from wellbeing.outbox.notes.contents import Contents
from wellbeing.privacy.codes import LONGEST_TYPED
from wellbeing.privacy.sealing import DoesNotOpen

DIGITS = 8
UNCONFIRMED_DAYS = 2


class NotConfirmed(Exception):
    """The number is not the one that was sent, or nothing waits for a number any more."""


def keep(row: AddressBox, contents: Contents, now: datetime) -> None:
    """Store a new address with a number drawn for it. Raises server_keys.NoKey."""
    row.vanishes_on = now.date() + timedelta(UNCONFIRMED_DAYS)
    row.put(replace(contents, code=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"))
    row.save(force_insert=True)


def send_number(row: AddressBox, *, source: str, now: datetime) -> None:
    """Send an address its number."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    scheduling.schedule(id=row.line_id, source=source, channel=row.channel, due_at=hour, left=1)
    scheduling.sweep_soon()


def try_number(rows: QuerySet[AddressBox], number: str) -> bool:
    """Confirm the address among `rows`, one at most, by its number; the fifth wrong one removes it.

    Whoever calls has locked what it belongs to.
    """
    row = rows.filter(is_confirmed=False).first()
    contents = opened(row) if row else None
    if row is None or contents is None:
        return False
    if not _is_number(number, contents.code):
        row.guesses += 1
        if row.guesses == MOST_GUESSES:
            remove(rows)
        else:
            row.save(update_fields=["guesses"])
        return False
    row.is_confirmed, row.vanishes_on, row.guesses = True, None, 0
    row.put(replace(contents, code=""))
    row.save()
    return True


def set_anew(row: AddressBox | None, channel: str, contents: Contents) -> bool:
    """Change what else there is to a confirmed address. False, and nothing done, if it is another one.

    Raises server_keys.NoKey.
    """
    before = opened(row) if row and row.is_confirmed else None
    if row is None or before is None or (row.channel, before.address) != (channel, contents.address):
        return False
    row.put(replace(contents, code=""))
    row.save(update_fields=["box"])
    return True


def remove(rows: QuerySet[AddressBox]) -> None:
    """Forget addresses, and whatever waits to go to them for themselves."""
    found = list(rows)
    rows.delete()
    scheduling.cancel(ids=[row.line_id for row in found])


def opened(row: AddressBox) -> Contents | None:
    """What an address's box holds; None while no key opens it."""
    try:
        return row.contents()
    except DoesNotOpen:
        return None


def _is_number(typed: str, code: str) -> bool:
    """Whether these are the digits, whatever stands between them and of whatever script they are."""
    digits = "".join(str(decimal(letter)) for letter in typed[:LONGEST_TYPED] if letter.isdecimal())
    return hmac.compare_digest(digits, code)
