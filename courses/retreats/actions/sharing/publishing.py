"""Publishing the result: the record, the offers, and what those who got nothing can say next time."""

import random
from datetime import datetime
from uuid import UUID

from courses.retreats import frozen, refusals, traces
from courses.retreats.actions.offers import offering, remembering
from courses.retreats.actions.rounds import steps
from courses.retreats.frozen import Closed
from courses.retreats.models import Frozen, Offer, Round
from courses.retreats.rules import decoys, record, shortness
from wellbeing.accounts.models import User

Decided = Round.Decided


def publish(*, round: UUID, by: User, now: datetime) -> Round:
    """Publish the record and offer the places, all at once and once: whoever presses second changes nothing.

    Tickets whose application is deleted are gone: they get no offer, and moving up gives the place on.
    Raises Round.DoesNotExist, refusals.DeclareFirst, NotAsItStands, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.must_have_declared(held, by)
        if held.decided == Decided.PUBLISHED:
            return held
        steps.expect(held, Decided.SHARED)
        closed = frozen.closed_case(held)
        if closed.result is None:
            raise refusals.NotAsItStands
        held.record = _written(closed, held.value)
        held.went_short = _went_short(closed)
        held.decided = Decided.PUBLISHED
        held.save(update_fields=["record", "went_short", "decided"])
        offering.offer(round=held, places=closed.places(), now=now)
        without = held.applications.exclude(pk__in=Offer.objects.values("application"))
        remembering.remember(applications=without, now=now)
        traces.note(held, "retreats.publish_result", by)
    return held


def auditors_file(*, round: UUID, by: User) -> str:
    """Who must not meet and the salt of their seal, for an auditor whom the council trusts.

    Raises Round.DoesNotExist, refusals.DeclareFirst, NotAsItStands, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.must_have_declared(held, by)
        steps.expect(held, Decided.PUBLISHED)
        try:
            closed = frozen.closed_case(held)
        except Frozen.DoesNotExist:  # it goes with the last retreat
            raise refusals.NotAsItStands from None
        traces.note(held, "retreats.fetch_audit", by)
        return record.write_apart(closed.case, salt=closed.salt)


def _written(closed: Closed, value: str) -> str:
    """Decoys are drawn once, here: two files with others would have only the real pairs in common."""
    found = dict(closed.result or {})
    among = decoys.decoys(closed.case, closed.policy, value, found, randomness=random.SystemRandom())
    return record.write(closed.case, closed.policy, value, found, salt=closed.salt, decoys=among)


def _went_short(closed: Closed) -> dict[str, int]:
    """By codes of regions."""
    places = (closed.result or {"places": {}})["places"]
    short = shortness.went_short(closed.case, places)
    return {closed.names.regions[mark]: tenths for mark, tenths in short.items()}
