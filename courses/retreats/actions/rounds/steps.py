"""One step of a round: it is held, whoever asks for a place in it decides nothing, and a refusal is noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import transaction

from courses.retreats import conflicts_of_interest, openings, refusals, traces
from courses.retreats.models import Round
from wellbeing.accounts.models import User
from wellbeing.privacy.sealing import DoesNotOpen


@contextmanager
def step(*, round: UUID, by: User) -> Iterator[Round]:
    """The round, which nobody else moves on until the block ends; what is refused in it changes nothing, and
    leaves a line in the history.

    Raises Round.DoesNotExist, refusals.HasApplied, refusals.RoundIsShut.
    """
    try:
        with transaction.atomic():
            held = Round.objects.select_for_update(no_key=True).get(pk=round)
            yield _allowed(held, by)
    except refusals.Refused:
        traces.note(Round.objects.get(pk=round), "retreats.refused_step", by)
        raise
    except DoesNotOpen:
        raise refusals.RoundIsShut from None


def expect(round: Round, *decided: str) -> None:
    """Raises refusals.NotAsItStands where the round stands elsewhere."""
    if round.decided not in decided:
        raise refusals.NotAsItStands


def must_have_declared(round: Round, by: User) -> None:
    """Who decides has said whether they ask for a place themselves: silence is no answer.

    Raises refusals.DeclareFirst.
    """
    if not conflicts_of_interest.has_declared(by, round):
        raise refusals.DeclareFirst


def ask_who_comes(round: Round | None, *, by: User, today: date) -> None:
    """For what is no step: who asks for a place themselves looks at nothing either. That somebody asked is
    noted of everybody alike, so that the history does not tell who was refused, and so who applied.

    Raises refusals.HasApplied, server_keys.NoKey, sealing.DoesNotOpen.
    """
    if round is None:
        return
    openings.note_asking(round=round, by=by, today=today)
    if conflicts_of_interest.has_applied(by, round):
        raise refusals.HasApplied


def _allowed(held: Round, by: User) -> Round:
    if conflicts_of_interest.has_applied(by, held):
        raise refusals.HasApplied
    return held
