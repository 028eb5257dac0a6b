"""Preparing a round: its hours, the public value that will decide, and the retreats it shares places of.

Once it is open all of this is published, and stays.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.retreats import refusals, traces
from courses.retreats.actions.rounds import steps
from courses.retreats.models import Retreat, Round
from courses.retreats.rules.policy import Policy
from wellbeing.accounts.models import User

PREPARING = Round.Decided.PREPARING


@dataclass(frozen=True, slots=True)
class Plan:
    """What a colleague says of a round. Hours may be missing as long as it is not open."""

    title: str
    closes_at: datetime | None
    zone: str
    announced: str
    draws_at: datetime | None
    answer_hours: int


@transaction.atomic
def plan(*, what: Plan, by: User, once: UUID) -> Round:
    """A new round with the usual rules. `once` is drawn with the form: sent twice, it makes one round.

    Raises refusals.DrawnTooEarly.
    """
    _check(what)
    defaults = asdict(what) | {"policy": Policy().plain()}
    made, is_new = Round.objects.get_or_create(pk=once, defaults=defaults)
    if is_new:
        traces.note(made, "wagtail.create", by)
    return made


def change(*, round: UUID, what: Plan, by: User) -> Round:
    """Other words and hours. Raises Round.DoesNotExist, refusals.NotAsItStands, DrawnTooEarly, HasApplied."""
    with steps.step(round=round, by=by) as held:
        steps.expect(held, PREPARING)
        _check(what)
        for name, value in asdict(what).items():
            setattr(held, name, value)
        held.save(update_fields=list(asdict(what)))
        traces.note(held, "wagtail.edit", by)
    return held


def attach(*, round: UUID, retreats: Collection[UUID], by: User) -> Round:
    """Share out the places of exactly these retreats.

    Raises Round.DoesNotExist, refusals.NotAsItStands, InAnotherRound, HasApplied.
    """
    with steps.step(round=round, by=by) as held:
        steps.expect(held, PREPARING)
        rows = Retreat.objects.select_for_update(no_key=True)
        chosen = list(rows.filter(pk__in=retreats).order_by("pk"))
        if any(each.round_id not in (None, held.pk) for each in chosen):
            raise refusals.InAnotherRound
        if any(each.decided in (Retreat.Decided.DONE, Retreat.Decided.CANCELLED) for each in chosen):
            raise refusals.InAnotherRound
        Retreat.objects.filter(round=held).exclude(pk__in=retreats).update(round=None)
        Retreat.objects.filter(pk__in=[each.pk for each in chosen]).update(round=held)
        traces.note(held, "retreats.attach", by)
    return held


def _check(what: Plan) -> None:
    if what.closes_at and what.draws_at and what.draws_at <= what.closes_at:
        raise refusals.DrawnTooEarly
