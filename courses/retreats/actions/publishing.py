"""Publishing the result: the record, the offers, and what those who got nothing can say next time."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from courses.retreats import frozen, opened, refusals, traces
from courses.retreats.actions import offering, steps
from courses.retreats.frozen import Closed
from courses.retreats.models import Round, TurnedAway
from courses.retreats.opened import Opened
from courses.retreats.rules import decoys, record, shortness
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

Decided = Round.Decided
# For how long somebody can say that they got nothing.
SAID_FOR = timedelta(days=730)


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
        _remember(opened.opened(held), closed.places(), now)
        traces.note(held, "retreats.publish_result", by)
    return held


def auditors_file(*, round: UUID, by: User) -> str:
    """Who must not meet and the salt of their seal, for an auditor whom the council trusts.

    Raises Round.DoesNotExist, refusals.NotAsItStands, HasApplied, RoundIsShut.
    """
    with steps.step(round=round, by=by) as held:
        steps.expect(held, Decided.PUBLISHED)
        closed = frozen.closed_case(held)
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


def _remember(people: Mapping[str, Opened], places: Mapping[str, UUID], now: datetime) -> None:
    """A tag for everybody who got nothing, in an order that says nothing."""
    rows = [
        TurnedAway(
            pk=codes.turned_away_tag(each.application.pk),
            years=each.facts.turned_away + 1,
            goes_on=now.date() + SAID_FOR,
        )
        for ticket, each in people.items()
        if ticket not in places
    ]
    TurnedAway.objects.bulk_create(sorted(rows, key=lambda row: row.pk))
