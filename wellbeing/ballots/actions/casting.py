"""Casting a ballot."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime

from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from wellbeing.ballots import contents, forms, reading, refusals, throttles
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box


def cast(*, contribution: Contribution, form: str, now: datetime) -> None:
    """Seal what somebody adds into a box of this quarter: the main one, beyond the rate the one apart.

    `form` is what `forms.issue` gave. Raises refusals.TooEarly, Stale, Used, NoBox, and sealing.DoesNotFit
    for what is larger than a ballot. With each nothing is stored, and the form is as good as it was; but
    where the database was lost while it wrote and nobody knows, the form is used, so that nothing counts
    twice.
    """
    today = timezone.localdate(now)
    boxes = _boxes(today)
    sealed = contents.seal(contribution, public=bytes(boxes[False].public))
    read = forms.read(form, now=now)
    forms.spend(read, now=now)
    is_apart = throttles.is_beyond_the_rate()
    try:
        is_in = _put(sealed, boxes[is_apart]) or _put_anew(contribution, today, is_apart=is_apart)
    except Error as failed:
        if _is_surely_not_stored(failed):
            forms.give_back(read)
        raise refusals.NoBox from None
    if not is_in:
        forms.give_back(read)
        raise refusals.NoBox


def _boxes(today: date) -> dict[bool, Box]:
    """The boxes that take ballots. Raises refusals.NoBox, also when the database does not answer."""
    try:
        boxes = reading.known_boxes(today)
    except Error:
        raise refusals.NoBox from None
    if not boxes:
        raise refusals.NoBox
    return boxes


def _is_surely_not_stored(failed: Error) -> bool:
    """Whether the database said no or could not be asked; a connection that broke on the way says neither."""
    return connection.connection is None or getattr(failed.__cause__, "sqlstate", None) is not None


def _put(sealed: bytes, box: Box) -> bool:
    """Whether the ballot lies in the box; False when it has ended, or ends at this moment."""
    try:
        with _apart_from_others():
            Ballot.objects.create(box_id=box.pk, sealed=sealed)
    except IntegrityError:
        return False
    return True


def _put_anew(contribution: Contribution, today: date, *, is_apart: bool) -> bool:
    """Once more, into the box as it is now: what this process knew is not so any more."""
    reading.forget_boxes()
    boxes = reading.known_boxes(today)
    return bool(boxes) and _put(
        contents.seal(contribution, public=bytes(boxes[is_apart].public)), boxes[is_apart]
    )


def _apart_from_others() -> AbstractContextManager[object]:
    """One statement is a transaction of its own, without two more questions that begin and end one."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
