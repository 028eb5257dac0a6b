"""Many apply at once, and an hour closes them all: whoever changes an application holds its round shared, and
closing holds it alone."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from courses.retreats import refusals, wording
from courses.retreats.models import Application, Round
from wellbeing.privacy import codes

HOLD = "SELECT 1 FROM retreats_round WHERE id = %s FOR SHARE"
# Long texts that nobody needs who applies.
LONG = ("record", "policy", "value")


def hold_open(round: UUID, now: datetime) -> Round:
    """The round, which nobody closes until the transaction ends.

    Looked at before, too: when the hour has come, nobody waits for it any more who would be refused. Raises
    Round.DoesNotExist, refusals.ApplicationsClosed, refusals.NotAsItStands.
    """
    must_be_open(_look(round), now)
    hold(round)
    held = _look(round)
    must_be_open(held, now)
    return held


def must_be_open(round: Round, now: datetime) -> None:
    """Raises refusals.ApplicationsClosed, refusals.NotAsItStands."""
    if round.is_open(now):
        return
    if round.decided in (Round.Decided.PREPARING, Round.Decided.CANCELLED):
        raise refusals.NotAsItStands
    raise refusals.ApplicationsClosed(wording.hour(round.closes_at, round.zone))


def hold(round: UUID) -> None:
    """Nobody closes, draws or publishes the round until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [round])


def hold_application(code: str) -> Application:
    """The application that a code opens; two presses at once come one after the other. Held after its round.

    Raises refusals.NoSuchApplication.
    """
    rows = Application.objects.select_for_update(no_key=True)
    application = rows.filter(pk=codes.lookup_id(codes.read(code))).first()
    if application is None:
        raise refusals.NoSuchApplication
    return application


def _look(round: UUID) -> Round:
    return Round.objects.defer(*LONG).get(pk=round)
