"""What colleagues declare before they open anything of a round. That they declared can be seen; what they
declared stands in a box and nowhere else, nor in any history."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from courses.retreats import marks, refusals
from courses.retreats.models import Conflict, Round
from courses.retreats.opened import opened
from courses.retreats.rules.declared import MOST_CLOSE, Declared
from wellbeing.accounts.models import User

# As the applications of the round.
KEPT = timedelta(days=14)


class UnknownMarks(refusals.Refused):
    """Nobody who applied in this round gave these; `typed` are they, as they were typed."""

    sentence = refusals.NoSuchMark.sentence

    def __init__(self, typed: Sequence[str]) -> None:
        super().__init__()
        self.typed = list(typed)


@transaction.atomic
def declare(*, round: UUID, applied: bool, close: Iterable[str], forget: bool, by: User) -> Declared:
    """Say whether one applied oneself, and name those who are close by the marks that they gave. Who was
    named before stays named, unless `forget`. Raises UnknownMarks, refusals.TooManyClose."""
    held = Round.objects.defer("record").get(pk=round)
    typed = list(close)
    known = {each.facts.mark for each in opened(held).values()} if typed else set()
    read = {each: marks.read(each) for each in typed}
    unknown = [each for each, mark in read.items() if mark not in known]
    if unknown:
        raise UnknownMarks(unknown)
    row = _row(held, by)
    before = () if row is None or forget else row.said().close
    return _put(row, held, by, Declared(applied, tuple(sorted({*before, *read.values()}))))


@transaction.atomic
def know_again(*, round: UUID, ticket: str, by: User) -> Declared:
    """Leave one application to others, since one knows whose it is.

    Raises refusals.NotDeclared, refusals.NoSuchTicket, refusals.TooManyClose.
    """
    held = Round.objects.defer("record").get(pk=round)
    row, found = _row(held, by), opened(held).get(ticket)
    if row is None:
        raise refusals.NotDeclared
    if found is None:
        raise refusals.NoSuchTicket
    said = row.said()
    return _put(row, held, by, Declared(said.applied, tuple(sorted({*said.close, found.facts.mark}))))


def _row(round: Round, by: User) -> Conflict | None:
    """Held, with its owner: two presses at once come one after the other."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return Conflict.objects.filter(round=round, user=by).first()


def _put(row: Conflict | None, round: Round, by: User, said: Declared) -> Declared:
    if len(said.close) > MOST_CLOSE:
        raise refusals.TooManyClose
    row = row or Conflict(round=round, user=by)
    row.goes_on = round.over_on + KEPT if round.over_on else None
    row.put(said)
    row.save()
    return said
