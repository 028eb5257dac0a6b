"""What applications say, where the server may read it: for the round that they are of, and for a page whose
code is known. Nothing else opens their boxes."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from courses.retreats import refusals
from courses.retreats.models import Application, Round
from courses.retreats.rules.facts import Facts
from wellbeing.privacy import codes, server_keys
from wellbeing.privacy.sealing import DoesNotOpen


@dataclass(frozen=True, slots=True)
class Opened:
    application: Application
    facts: Facts


def opened(round: Round) -> dict[str, Opened]:
    """Every application of a round, by its ticket. Raises server_keys.NoKey, sealing.DoesNotOpen."""
    rows = Application.objects.filter(round=round).select_related("round")
    read = [Opened(each, each.facts()) for each in rows]
    return {each.facts.ticket: each for each in sorted(read, key=lambda each: each.facts.ticket)}


def facts_of(applications: Iterable[Application]) -> dict[UUID, Facts]:
    """What some applications say, by their ids. Raises server_keys.NoKey, sealing.DoesNotOpen."""
    return {each.pk: each.facts() for each in applications}


def find(code: str) -> Application:
    """The application that a code opens, with its round. Raises refusals.NoSuchApplication."""
    rows = Application.objects.select_related("round")
    application = rows.filter(pk=codes.lookup_id(codes.read(code))).first()
    if application is None:
        raise refusals.NoSuchApplication
    return application


def read(code: str) -> Opened:
    """The same with what it says. Raises refusals.NoSuchApplication, refusals.NothingOpens without a key."""
    application = find(code)
    try:
        return Opened(application, application.facts())
    except (server_keys.NoKey, DoesNotOpen):
        raise refusals.NothingOpens from None
