"""What a box apart came to: published beside the main one, or left out, as one of the council decides."""

from datetime import date
from uuid import UUID

from django.db import transaction

from cms import generation
from wellbeing.accounts.models import User
from wellbeing.picture import refusals, traces
from wellbeing.picture.actions import measured
from wellbeing.picture.models import Release

SHORTEST = 10
LONGEST = 500


@transaction.atomic
def judge(*, release: UUID, is_published: bool, reason: str, by: User, today: date) -> Release:
    """One person decides, once, and says why. Raises refusals.NoReason, JudgedBefore."""
    written = reason.strip()
    if not SHORTEST <= len(written) <= LONGEST:
        raise refusals.NoReason
    state = Release.State.PUBLISHED if is_published else Release.State.LEFT_OUT
    waiting = Release.objects.filter(pk=release, is_apart=True, state=Release.State.WAITING)
    if not waiting.update(state=state):
        raise refusals.JudgedBefore
    transaction.on_commit(generation.bump)
    judged = Release.objects.get(pk=release)
    measured.take_over(release=judged, today=today)
    action = "picture.publish_apart" if is_published else "picture.leave_out"
    traces.note(judged, action, by, on=today, reason=written)
    return judged
