"""Appealing against a result: sealed to the council, in place of what was written before."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from courses.retreats import refusals
from courses.retreats.actions.applying import sealing_words, taking_turns
from courses.retreats.actions.committee import teams
from courses.retreats.models import Round
from courses.retreats.models.choices import Part
from courses.retreats.rules.words import Appeal


def is_open(round: Round, now: datetime) -> bool:
    """Whether the result can be appealed against, by the days of the round."""
    until = round.appeals_end_on
    return until is not None and now.astimezone(ZoneInfo(round.zone)).date() <= until


@transaction.atomic
def appeal(*, code: str, why: str, now: datetime) -> None:
    """Raises refusals.NoSuchApplication, refusals.NoAppealNow, refusals.NobodyReadsThis."""
    application = taking_turns.hold_application(code)
    if not is_open(application.round, now):
        raise refusals.NoAppealNow
    team = teams.team_for(application.round, Part.APPEAL)
    can_read = {Part.APPEAL: team} if teams.can_seal(team) else {}
    try:
        sealing_words.put(application=application, words={Part.APPEAL: Appeal(why)}, to=can_read)
    except refusals.NobodyReads:
        raise refusals.NobodyReadsThis from None
