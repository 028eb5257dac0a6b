"""Which rounds stand still until somebody presses something, by who may: for the first page of colleagues."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.retreats import conflicts_of_interest, frozen, scope
from courses.retreats.actions.rounds import deciding
from courses.retreats.models import Frozen, Round, RoundWork
from wellbeing.accounts.models import User
from wellbeing.privacy.sealing import DoesNotOpen

Decided, Status = Round.Decided, RoundWork.Status
# Steps that end only by a press.
STILL = (Decided.CLOSED, Decided.COMMITTED, Decided.DRAWN, Decided.SHARED)
BROKE_OFF = (Status.SHORT, Status.FAULTY, Status.FAILED)

SECOND = _("something proposed waits for a second person")
LATER = _("the hour of the value has come before the commitment: name a later one")
LET_GO = _("the rules cannot all hold: let go of one")
COMMIT = _("all rules can hold: publish the commitment")
AGAIN = _("working it out did not come to its end: look why")
PUBLISH = _("the places are shared out: publish the result")
READ = _("the hour of the public value has come: read it in")


@dataclass(frozen=True, slots=True)
class Waiting:
    round: Round
    says: str | Promise


def for_(user: User, now: datetime) -> list[Waiting]:
    """What waits for this colleague, the round that closed first before others. Who applied in a round
    decides nothing in it, so nothing of it waits for them; nor does what the server cannot open."""
    rounds = scope.rounds(user).defer("record").filter(decided__in=STILL).order_by("closes_at", "pk")
    return [Waiting(each, says) for each in rounds for says in _safely(each, user, now)]


def _safely(round: Round, user: User, now: datetime) -> list[Any]:
    try:
        return [] if conflicts_of_interest.has_applied(user, round) else list(_of(round, user, now))
    except (DoesNotOpen, Frozen.DoesNotExist):
        return []


def _of(round: Round, user: User, now: datetime) -> Iterator[str | Promise]:
    proposed = deciding.waiting(round)
    if proposed and proposed.proposed_by != user and any(user.has_perm(each) for each in deciding.CONFIRM):
        yield SECOND
    if user.has_perm(scope.ORGANISE) and (says := _to_organise(round, now)):
        yield says
    if user.has_perm(scope.READ_VALUE) and _is_to_be_read(round, user, now):
        yield READ


def _to_organise(round: Round, now: datetime) -> str | Promise | None:
    if round.decided == Decided.SHARED:
        return PUBLISH
    if round.decided == Decided.DRAWN:
        return AGAIN if RoundWork.objects.filter(round=round, status__in=BROKE_OFF).exists() else None
    if round.decided != Decided.CLOSED:
        return None
    if deciding.may_be_known(round, now):
        return LATER
    conflict = frozen.closed_case(round).conflict
    if conflict is None:
        return AGAIN if RoundWork.objects.filter(round=round, status__in=BROKE_OFF).exists() else None
    return LET_GO if conflict else COMMIT


def _is_to_be_read(round: Round, user: User, now: datetime) -> bool:
    has_come = round.decided == Decided.COMMITTED and deciding.may_be_known(round, now)
    return has_come and not round.read_values.filter(user=user).exists()
