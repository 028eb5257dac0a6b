"""Boxes begin with a quarter, close with it, and end opened or destroyed."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from wellbeing.ballots import contents, quarters, refusals
from wellbeing.ballots.models import Ballot, Box


def open_box(*, quarter: date, public: bytes) -> tuple[Box, Box]:
    """The main box of a quarter and the one apart, both under one public half.

    Raises refusals.AlreadyThere, and ValueError for a day that begins no quarter or what is no public half.
    """
    if not quarters.is_first_day(quarter) or len(public) != contents.KEY_SIZE:
        raise ValueError("a box needs the first day of a quarter and a public half")
    closes_on = quarters.closing_day(quarter)
    try:
        with transaction.atomic():
            main, apart = [
                Box.objects.create(quarter=quarter, is_apart=is_apart, public=public, closes_on=closes_on)
                for is_apart in (False, True)
            ]
    except IntegrityError:
        raise refusals.AlreadyThere from None
    return main, apart


def close_due(*, today: date) -> int:
    """Close every box whose last day is over; how many. Waits for ballots that are being cast. Safe twice."""
    return Box.objects.filter(state=Box.State.OPEN, closes_on__lt=today).update(state=Box.State.CLOSED)


@transaction.atomic
def settle(*, box: UUID) -> bool:
    """A closed box has been tallied, so its ballots and its public half go. False when it was not closed.

    Belongs into the transaction in which the tables are published.
    """
    return _end(box, from_states=[Box.State.CLOSED], to=Box.State.OPENED)


@transaction.atomic
def destroy(*, box: UUID) -> bool:
    """The ballots and the public half of a box that was never opened go. False when it had ended before."""
    return _end(box, from_states=[Box.State.OPEN, Box.State.CLOSED], to=Box.State.DESTROYED)


def destroy_unopened(*, today: date) -> int:
    """Destroy what nobody opened in the twelve months after its quarter; how many boxes. Safe twice.

    Each in a transaction of its own: what was stopped on the way is as it was, and is done the next time.
    """
    before = quarters.year_before(quarters.first_day(today))
    due = Box.objects.filter(quarter__lt=before, state__in=[Box.State.OPEN, Box.State.CLOSED])
    return sum(destroy(box=box) for box in list(due.values_list("pk", flat=True)))


def _end(box: UUID, *, from_states: list[Box.State], to: Box.State) -> bool:
    held = Box.objects.select_for_update().filter(pk=box, state__in=from_states).first()
    if held is None:
        return False
    Ballot.objects.filter(box=held).delete()
    held.public, held.state = b"", to
    held.save(update_fields=["public", "state"])
    return True
