"""Reading what was sealed to the committee and to the council: by part, one application at a time, by ticket.

Nobody sees more than their part, nor anything before they declared whose it may be; each opening leaves a
trace (`openings`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from courses.retreats import conflicts_of_interest, openings, refusals, scope
from courses.retreats.models import Offer, Round, SealedPart, Seat
from courses.retreats.models.choices import Part
from courses.retreats.opened import Opened, opened
from courses.retreats.rules import words
from courses.retreats.rules.declared import Declared
from wellbeing.accounts import sealed
from wellbeing.accounts.models import User
from wellbeing.accounts.sealed import Unlocked


@dataclass(frozen=True, slots=True)
class Row:
    """An application in the list of a part: whether this colleague opened it, or leaves it to others."""

    ticket: str
    was_opened: bool
    is_for_others: bool


@dataclass(frozen=True, slots=True)
class Read:
    """One part of one application, open. `said` is None where nothing was sealed."""

    opened: Opened
    said: words.Words | None


def sits(user: User, round: Round, part: str) -> bool:
    """Whether a part of this round is theirs to read."""
    if part == Part.APPEAL:
        return user.has_perm(scope.READ_VALUE)
    return user.has_perm(scope.REVIEW) and Seat.objects.filter(round=round, user=user, part=part).exists()


def admitted(user: User, round: Round, part: str) -> Declared:
    """What they declared, once they may read the part.

    Raises refusals.NotSeated, refusals.NotDeclared, refusals.YourOwnRound.
    """
    if not sits(user, round, part):
        raise refusals.NotSeated
    said = conflicts_of_interest.declared(user, round)
    if said is None:
        raise refusals.NotDeclared
    if said.applied:
        raise refusals.YourOwnRound
    return said


def rows(*, round: Round, part: str, by: User) -> list[Row]:
    """The applications of a part, in the order of their tickets, which is none. Raises as `admitted`."""
    said = admitted(by, round, part)
    seen = openings.tickets(round=round, part=part, by=by)
    return [
        Row(ticket, ticket in seen, said.shuts(each.facts.mark)) for ticket, each in _of(round, part).items()
    ]


def find(*, round: Round, part: str, ticket: str, by: User) -> Opened:
    """One application of a part. Raises as `admitted`, and refusals.NoSuchTicket, refusals.Concerned."""
    said = admitted(by, round, part)
    found = _of(round, part).get(ticket)
    if found is None:
        raise refusals.NoSuchTicket
    if said.shuts(found.facts.mark):
        raise refusals.Concerned
    return found


@transaction.atomic
def read(*, round: Round, part: str, ticket: str, key: Unlocked, today: date) -> Read:
    """Open one part of one application. Raises as `find`, and refusals.NotSealedToYou."""
    found = find(round=round, part=part, ticket=ticket, by=key.user)
    rows = SealedPart.objects.filter(application=found.application, part=part)
    row = rows.select_related("record").first()
    said = None
    if row is not None:
        try:
            said = words.unpack(part, sealed.open_record(record=row.record, key=key))
        except sealed.NoAccess:
            raise refusals.NotSealedToYou from None
    openings.note(round=round, part=part, ticket=ticket, by=key.user, today=today)
    return Read(found, said)


@transaction.atomic
def by_name(*, round: Round, name: str, by: User, today: date) -> list[str]:
    """The tickets of those who chose a working name, for whoever looks for somebody that was described. That
    one looked stays on record; for whom does not. Raises as `admitted`."""
    said = admitted(by, round, Part.SAFETY)
    openings.note_search(round=round, part=Part.SAFETY, by=by, today=today)
    wanted = _same(name)
    return [
        ticket
        for ticket, each in opened(round).items()
        if _same(each.facts.name) == wanted and not said.shuts(each.facts.mark)
    ]


def _same(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


def _of(round: Round, part: str) -> Mapping[str, Opened]:
    """Everybody for what they need and whom they must not meet; an appeal of those who appealed; how to reach
    them only of those who come or appealed."""
    found = opened(round)
    if part in (Part.ACCESS, Part.SAFETY):
        return found
    wanted = _appealed(round) if part == Part.APPEAL else _appealed(round) | _come(round)
    return {ticket: each for ticket, each in found.items() if each.application.pk in wanted}


def _appealed(round: Round) -> set[object]:
    rows = SealedPart.objects.filter(application__round=round, part=Part.APPEAL)
    return set(rows.values_list("application", flat=True))


def _come(round: Round) -> set[object]:
    rows = Offer.objects.filter(application__round=round, standing=Offer.Standing.ACCEPTED)
    return set(rows.values_list("application", flat=True))
