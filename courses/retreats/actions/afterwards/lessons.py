"""What a team learnt from a retreat, about no person, for those who plan the next ones."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from courses.retreats import stay_refusals
from courses.retreats.actions.preparing import retreat_plans
from courses.retreats.actions.preparing.retreat_steps import day_there
from courses.retreats.models import Lesson, Retreat
from wellbeing.accounts.models import User

MOST_LESSONS = 40
# Nobody learns from what was not held.
HELD = (Retreat.Decided.PUBLISHED, Retreat.Decided.DONE)


@transaction.atomic
def write(
    *, retreat: UUID, heading: str, kind: str, text: str, once: UUID, by: User, now: datetime
) -> Lesson:
    """Write a lesson down. `once` is drawn for the page on which somebody presses: a second press of the same
    page writes nothing more.

    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.NotOver, stay_refusals.ManyLessons.
    """
    held = retreat_plans.hold(retreat)
    if held.decided not in HELD:
        raise stay_refusals.NotNow
    if not is_over(held, now):
        raise stay_refusals.NotOver
    key = uuid5(held.pk, once.hex)
    if Lesson.objects.filter(retreat=held).exclude(pk=key).count() >= MOST_LESSONS:
        raise stay_refusals.ManyLessons
    said = {"retreat": held, "heading": heading, "kind": kind, "text": text}
    signed = {"author": by, "author_name": str(by), "written_on": day_there(held, now)}
    return Lesson.objects.get_or_create(pk=key, defaults=said | signed)[0]


def remove(*, retreat: Retreat, lesson: UUID) -> bool:
    """Delete a lesson at once; returns whether it was still there."""
    return bool(Lesson.objects.filter(retreat=retreat, pk=lesson).delete()[0])


def is_over(retreat: Retreat, now: datetime) -> bool:
    return retreat.decided in HELD and day_there(retreat, now) > retreat.ends_on
