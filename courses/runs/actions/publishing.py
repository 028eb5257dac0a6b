"""Publishing a run, so that people may ask for places, and cancelling it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.runs import covering, refusals, traces, wording
from courses.runs.actions import pulse, teams, telling, waiting
from courses.runs.actions.enrolling import KEPT
from courses.runs.models import Engagement, Party, Run
from courses.runs.rules.states import Deed, permits
from wellbeing.accounts.models import User


@transaction.atomic
def publish(*, run: UUID, by: User, now: datetime) -> Run:
    """Open a run whose every day and region somebody certified leads.

    Raises Run.DoesNotExist, refusals.NotNow, refusals.NotReady, refusals.NotCovered.
    """
    held = waiting.hold(run)
    if not permits(held.facts(), Deed.PUBLISH, now):
        raise refusals.NotNow
    _check(held, now)
    if gaps := covering.gaps([held], now).get(run):
        raise refusals.NotCovered([wording.gap(each) for each in gaps])
    held.decided, held.over_on = Run.Decided.PUBLISHED, covering.day_of(held.sessions.latest("ends_at"))
    held.save(update_fields=["decided", "over_on"])
    pulse.follow(run=held)
    teams.follow(run=held, by=by)
    traces.note(held, "runs.publish", by)
    return held


@transaction.atomic
def cancel(*, run: UUID, by: User, now: datetime) -> Run:
    """Call a run off. Its trainers are free at once, its people are told, and what is known of them goes in a
    month.

    Raises Run.DoesNotExist, refusals.NotNow.
    """
    held = waiting.hold(run)
    if not permits(held.facts(), Deed.CANCEL, now):
        raise refusals.NotNow
    held.decided, held.over_on = Run.Decided.CANCELLED, held.over_on or now.date()
    held.save(update_fields=["decided", "over_on"])
    pulse.end(run=held)
    Engagement.objects.filter(leading__run=held, starts_at__gt=now).delete()
    goes_on = now.date() + KEPT
    Party.objects.filter(run=held, goes_on__gt=goes_on).update(goes_on=goes_on)
    telling.tell_all(run=run, now=now)
    traces.note(held, "runs.cancel", by)
    return held


def _check(held: Run, now: datetime) -> None:
    if held.course is None or not held.course.live:
        raise refusals.NotReady(_("Choose a course that is published."))
    if not held.regions.exists():
        raise refusals.NotReady(_("Choose a region."))
    if held.begins is None or held.begins <= now:
        raise refusals.NotReady(_("The first session has to be ahead. Choose another time for it."))
