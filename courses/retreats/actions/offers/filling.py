"""Who moves up when places are free, one filler for each round at a time.

Whoever fills a round holds its frozen case, which nobody else needs, and nothing that those wait for who
answer offers: what is free is read, the next are found by the frozen order, and if nothing has changed
meanwhile, they are offered their places; else they are found anew. All of it is one transaction: whatever
ends it halfway leaves everything as it was, and the next look does it again.
"""

import hashlib
import logging
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from redis import RedisError

from courses.retreats import frozen, opened
from courses.retreats.actions.offers import offering
from courses.retreats.models import Application, Frozen, Offer, Retreat, Round
from courses.retreats.rules import moving_up, solving
from courses.retreats.rules.case import Case
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.privacy.server_keys import NoKey

log = logging.getLogger(__name__)

# Time to find who moves up. What is not proven by then is not given out: it might not be by the order.
SECONDS = 120.0
# How often others may change something meanwhile before it is left to the next look.
ATTEMPTS = 4
# For how long it is remembered that nobody moves up as things stand.
REMEMBERED_SECONDS = 24 * 60 * 60
HAS = (Offer.Standing.OFFERED, Offer.Standing.ACCEPTED)


class Busy(Exception):
    """Somebody else fills this round, or others changed it again and again."""


class _Changed(Exception):
    """What was found fits no more."""


@dataclass(frozen=True, slots=True)
class State:
    """What decides who moves up, by ids: the applications there are, which of them hold a place where, which
    said no, and how many places are free at which retreats that can still be come to."""

    there: frozenset[UUID]
    held: Mapping[UUID, UUID]
    gone: frozenset[UUID]
    free: Mapping[UUID, int]

    def digest(self) -> str:
        parts = (self.there, self.held.items(), self.gone, self.free.items())
        return hashlib.sha256(repr([sorted(each) for each in parts]).encode()).hexdigest()


def fill_every(*, now: datetime) -> int:
    """Every published round that may have somebody to move up. Returns how many places were offered."""
    count = 0
    rounds = Round.objects.filter(decided=Round.Decided.PUBLISHED, over_on__gte=now.date())
    for pk in rounds.order_by("pk").values_list("pk", flat=True):
        try:
            count += fill(round=pk, now=now)
        except Busy:
            continue
        except (solving.Stopped, NoKey, DoesNotOpen) as error:
            log.error("nobody could be moved up in a round: %s", type(error).__name__)
    return count


@transaction.atomic
def fill(*, round: UUID, now: datetime, seconds: float = SECONDS) -> int:
    """Offer what is free to the next by the frozen order. Returns how many places were offered.

    Raises Busy, solving.Stopped, server_keys.NoKey, sealing.DoesNotOpen.
    """
    published = Frozen.objects.filter(round=round, round__decided=Round.Decided.PUBLISHED)
    if not published.exists():
        return 0
    row = published.select_for_update(skip_locked=True, of=("self",)).select_related("round").first()
    if row is None:
        raise Busy
    for _attempt in range(ATTEMPTS):
        state = read(row.round, now)
        if not state.free or _is_known(row.round, state):
            return 0
        places = next_ones(row.round, state, seconds)
        if not places:
            _remember(row.round, state)
            return 0
        try:
            return _offer(row.round, state, places, now)
        except _Changed:
            continue
    raise Busy


def read(round: Round, now: datetime) -> State:
    """How things stand."""
    offers = Offer.objects.filter(application__round=round)
    rows = list(offers.values_list("application", "retreat", "standing"))
    retreats = Retreat.objects.filter(round=round).exclude(decided=Retreat.Decided.CANCELLED)
    return State(
        there=frozenset(Application.objects.filter(round=round).values_list("pk", flat=True)),
        held={application: retreat for application, retreat, standing in rows if standing in HAS},
        gone=frozenset(application for application, _retreat, standing in rows if standing not in HAS),
        free={
            each.pk: each.places - each.taken
            for each in retreats
            if each.taken < each.places and offering.answer_by(round, each, now) is not None
        },
    )


def next_ones(round: Round, state: State, seconds: float) -> dict[UUID, UUID]:
    """Which applications get a place now, and at which retreat, by the frozen order.

    Raises solving.Stopped if that was not proven in time, server_keys.NoKey, sealing.DoesNotOpen.
    """
    closed = frozen.closed_case(round)
    by_ticket = {ticket: each.application.pk for ticket, each in opened.opened(round).items()}
    letters = {UUID(key): letter for letter, key in closed.names.retreats.items()}
    held = {t: letters[state.held[pk]] for t, pk in by_ticket.items() if pk in state.held}
    free = {letters[key]: number for key, number in state.free.items() if key in letters}
    case = _around(closed.case, held, free)
    gone = {
        each.ticket
        for each in case.applicants
        if not each.wishes or by_ticket.get(each.ticket) not in state.there - state.gone
    }
    begun = time.monotonic()
    try:
        up = moving_up.moving_up(case, closed.policy, round.value, held=held, gone=gone, seconds=seconds)
    except solving.CannotAllHold:
        log.error("those who have places in round %s break a rule among themselves", round.pk)
        return {}
    if time.monotonic() - begun >= seconds:
        raise solving.Stopped
    return {by_ticket[ticket]: closed.retreat_id(letter) for ticket, letter in up.items()}


def _around(case: Case, held: Mapping[str, str], free: Mapping[str, int]) -> Case:
    """The case with as many places as there are now, in which nobody wishes for a retreat that has none to
    give, but who has one there."""
    people = Counter(held.values())
    return replace(
        case,
        retreats=tuple(
            replace(each, places=min(each.places, people[each.key] + free.get(each.key, 0)))
            for each in case.retreats
        ),
        applicants=tuple(
            each if each.ticket in held else replace(each, wishes=tuple(k for k in each.wishes if k in free))
            for each in case.applicants
        ),
    )


@transaction.atomic
def _offer(round: Round, state: State, places: Mapping[UUID, UUID], now: datetime) -> int:
    """Raises _Changed, and holds nothing any more, if things stand otherwise than when these were found."""
    count = offering.give(round=round, places=places, now=now)
    after = read(round, now)
    if (after.there, after.held, after.gone) != (state.there, {**state.held, **places}, state.gone):
        raise _Changed
    return count


def _is_known(round: Round, state: State) -> bool:
    """Whether nobody moves up as things stand, as was found before."""
    try:
        return bool(cache.get(_key(round)) == state.digest())
    except RedisError:
        return False


def _remember(round: Round, state: State) -> None:
    try:
        cache.set(_key(round), state.digest(), timeout=REMEMBERED_SECONDS)
    except RedisError:
        log.warning("no cache to remember that nobody moves up")


def _key(round: Round) -> str:
    return f"retreats:filled:{round.pk}"
