"""A person's sealed history: keep, open, add, change the code, delete.

Each takes the code as typed. A wrong code and one whose history is gone take the same way and end in
the same `NoSuchHistory`.
"""

from datetime import date

from django.db import transaction

from wellbeing.assessments.models import History
from wellbeing.assessments.returning import entries
from wellbeing.assessments.returning.entries import ROOM, Entry
from wellbeing.privacy import codes, sealing

KEPT_MONTHS = 12


class NoSuchHistory(Exception):
    """No history opens with this code."""


def keep(*, entry: Entry, today: date) -> str:
    """Start a history with one entry and return its new code, which is stored nowhere."""
    code = codes.draw()
    History.objects.create(
        id=codes.lookup_id(code), box=_seal(code, (entry,)), expires_month=expires_month(today)
    )
    return code


def open_history(*, typed: str, today: date) -> tuple[Entry, ...]:
    """The entries, oldest first; the history is kept for another 12 months. Raises NoSuchHistory."""
    code = codes.read(typed)
    history = History.objects.filter(pk=codes.lookup_id(code)).first()
    if history is None:
        raise NoSuchHistory
    if history.expires_month != expires_month(today):
        History.objects.filter(pk=history.pk).update(expires_month=expires_month(today))
    return _unseal(code, history)


@transaction.atomic
def add(*, typed: str, entry: Entry, today: date) -> tuple[Entry, ...]:
    """Add an entry and return all; beyond 24 the oldest goes. Raises NoSuchHistory."""
    code = codes.read(typed)
    history = _locked(code)
    kept = entries.added(_unseal(code, history), entry)
    history.box = _seal(code, kept)
    history.expires_month = expires_month(today)
    history.save(update_fields=["box", "expires_month"])
    return kept


@transaction.atomic
def change_code(*, typed: str, today: date) -> tuple[str, tuple[Entry, ...]]:
    """Seal the history under a new code and return both; the old code opens nothing. Raises NoSuchHistory."""
    code = codes.read(typed)
    history = _locked(code)
    kept = _unseal(code, history)
    new_code = codes.draw()
    history.delete()
    History.objects.create(
        id=codes.lookup_id(new_code), box=_seal(new_code, kept), expires_month=expires_month(today)
    )
    return new_code, kept


def delete(*, typed: str) -> None:
    """Remove the history at once. Raises NoSuchHistory."""
    removed, _ = History.objects.filter(pk=codes.lookup_id(codes.read(typed))).delete()
    if not removed:
        raise NoSuchHistory


def expires_month(today: date) -> date:
    """The first day of the month after which a history used today is removed, if nobody opens it."""
    return date(today.year + KEPT_MONTHS // 12, today.month, 1)


def _locked(code: str) -> History:
    history = History.objects.select_for_update().filter(pk=codes.lookup_id(code)).first()
    if history is None:
        raise NoSuchHistory
    return history


def _seal(code: str, kept: tuple[Entry, ...]) -> bytes:
    return sealing.seal(
        entries.pack(kept), key=codes.sealing_key(code), label=codes.lookup_id(code).bytes, room=ROOM
    )


def _unseal(code: str, history: History) -> tuple[Entry, ...]:
    box = sealing.unseal(bytes(history.box), key=codes.sealing_key(code), label=history.pk.bytes)
    return entries.unpack(box)
