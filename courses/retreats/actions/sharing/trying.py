"""What one rule changed would do, in counts: after closing and before publishing, never after.

A worker works it out; what it comes to lies in the cache for a while and nowhere else. Before the public
value is known an example takes its place.
"""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.cache import cache

from courses.retreats import frozen, refusals, traces
from courses.retreats.actions.rounds import steps
from courses.retreats.frozen import Closed
from courses.retreats.models import Round
from courses.retreats.rules import changes, comparing, solving
from courses.retreats.rules.case import Case
from courses.retreats.rules.policy import Policy
from wellbeing.accounts.models import User
from wellbeing.privacy.sealing import DoesNotOpen

logger = logging.getLogger(__name__)

Decided = Round.Decided
BETWEEN = (Decided.CLOSED, Decided.COMMITTED, Decided.DRAWN, Decided.SHARED)
SECONDS, KEPT_SECONDS = 60.0, 30 * 60
EXAMPLE = "example"


class State(StrEnum):
    WAITS = "waits"
    DONE = "done"
    SHORT = "short"  # time ran out
    CANNOT = "cannot"  # with the change, or without it, the rules cannot all hold
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Tried:
    """`before` and `after` are summaries as `comparing` gives them, `difference` what lies between."""

    state: State
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    difference: Mapping[str, int] | None = None


class _Short(Exception):
    """Time ran out before it was proven that nothing is better."""


def begin(*, round: UUID, change: str, by: User) -> None:
    """Note that somebody tries a change, unless it was tried already; the caller has it worked out.

    Raises Round.DoesNotExist, refusals.DeclareFirst, NotAsItStands, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.must_have_declared(held, by)
        steps.expect(held, *BETWEEN)
        closed = frozen.closed_case(held)
        if change not in changes.possible(closed.case, closed.policy):
            raise refusals.NotAsItStands
        traces.note(held, "retreats.what_if", by)
        cache.set(_key(held, closed, change), asdict(Tried(State.WAITS)), timeout=KEPT_SECONDS)


def seen(round: Round, closed: Closed, change: str) -> Tried | None:
    """What a change came to, if it was tried lately and nothing has moved on since."""
    raw = cache.get(_key(round, closed, change))
    return None if raw is None else Tried(**{**raw, "state": State(raw["state"])})


def work_out(*, round: UUID, change: str) -> None:
    """For a worker. A round that was published or moved on meanwhile is left alone."""
    row = Round.objects.filter(pk=round, decided__in=BETWEEN).first()
    if row is None:
        return
    try:
        closed = frozen.closed_case(row)
    except DoesNotOpen:
        return
    wanted = changes.possible(closed.case, closed.policy).get(change)
    if wanted is None:
        return
    found = _tried(closed, wanted, row.value or EXAMPLE)
    if Round.objects.filter(pk=round, decided__in=BETWEEN).exists():
        cache.set(_key(row, closed, change), asdict(found), timeout=KEPT_SECONDS)


def _tried(closed: Closed, change: changes.Change, value: str) -> Tried:
    case, policy = change.of(closed.case, closed.policy)
    try:
        before = closed.result or _places(closed.case, closed.policy, value)
        after = _places(case, policy, value)
    except solving.CannotAllHold:
        return Tried(State.CANNOT)
    except (solving.Stopped, _Short):
        return Tried(State.SHORT)
    except Exception:
        logger.exception("A change could not be tried.")
        return Tried(State.BROKEN)
    return Tried(
        State.DONE,
        before=asdict(comparing.summary(closed.case, before)),
        after=asdict(comparing.summary(case, after)),
        difference=asdict(comparing.difference(before, after)),
    )


def _places(case: Case, policy: Policy, value: str) -> dict[str, Any]:
    """Raises solving.CannotAllHold, Stopped, _Short."""
    outcome = solving.share_out(case, policy, value, seconds=SECONDS)
    if not outcome.is_proven:
        raise _Short
    return {"places": outcome.places}


def _key(round: Round, closed: Closed, change: str) -> str:
    """Another for each step, each time that it was frozen, and for each rule that was let go of."""
    is_known = "known" if round.value else EXAMPLE
    frozen_as = hashlib.sha256(f"tried {closed.salt}".encode()).hexdigest()[:16]
    return f"retreats:try:{round.pk}:{is_known}:{frozen_as}:{len(closed.policy.let_go)}:{change}"
