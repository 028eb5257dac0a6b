"""The public value, as two members of the council read it, each for themselves."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from enum import Enum, auto
from uuid import UUID

from courses.retreats import conflicts_of_interest, refusals, scope, traces
from courses.retreats.actions.rounds import steps
from courses.retreats.actions.sharing import work
from courses.retreats.models import ReadValue, Round, RoundWork
from courses.retreats.models.rounds import LONGEST_VALUE
from wellbeing.accounts.models import User

Decided = Round.Decided


class Read(Enum):
    """What comes of a reading."""

    FIRST = auto()  # nobody else read it yet
    DIFFERS = auto()  # others read something else
    AGREED = auto()  # it is the value of the round


def read(*, round: UUID, value: str, by: User, now: datetime) -> Read:
    """Keep what one member read, in place of what they read before; two who read the same make it the value.

    Raises Round.DoesNotExist, refusals.DeclareFirst, NotAsItStands, NotToBeReadYet, NoValue, HasApplied,
    RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.must_have_declared(held, by)
        value = plain(value)
        if held.value and held.value == value:
            return Read.AGREED
        steps.expect(held, Decided.COMMITTED)
        if held.draws_at is None or now < held.draws_at:
            raise refusals.NotToBeReadYet
        if not 0 < len(value) <= LONGEST_VALUE:
            raise refusals.NoValue
        ReadValue.objects.update_or_create(round=held, user=by, defaults={"value": value})
        traces.note(held, "retreats.read_value", by)
        return _compared(held, value, by)


def plain(value: str) -> str:
    """As it is compared, kept and hashed: one form of each letter, and single spaces."""
    shown = "".join(each if each.isprintable() else " " for each in unicodedata.normalize("NFKC", value))
    return " ".join(shown.split())


def _readings(held: Round, by: User) -> Iterator[ReadValue]:
    """What others read who could still read it today."""
    rows = ReadValue.objects.filter(round=held).exclude(user=by).select_related("user")
    for each in rows:
        if each.user.has_perm(scope.READ_VALUE) and not conflicts_of_interest.has_applied(each.user, held):
            yield each


def _compared(held: Round, value: str, by: User) -> Read:
    others = {each.value for each in _readings(held, by)}
    if value not in others:
        return Read.DIFFERS if others else Read.FIRST
    held.value, held.decided = value, Decided.DRAWN
    held.save(update_fields=["value", "decided"])
    work.ask(round=held, kind=RoundWork.Kind.SHARE)
    traces.note(held, "retreats.draw", by)
    return Read.AGREED
