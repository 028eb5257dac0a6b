"""Colleagues who can be in teams of retreats, and the weeks in which they can."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from courses.retreats import traces
from courses.retreats.actions.in_words import in_words
from courses.retreats.models import Colleague, ColleagueWeek, Retreat, TeamPart
from courses.retreats.planning import refusals
from trainers.models import Trainer
from wellbeing.accounts.models import User

RULES = {
    "retreats_colleague_name": refusals.SameName,
    "user_id": refusals.SameAccount,
    "trainer_id": refusals.SameAccount,
}
# In a retreat that is over or cancelled nobody is missed.
OVER = (Retreat.Decided.DONE, Retreat.Decided.CANCELLED)


@dataclass(frozen=True, slots=True)
class Said:
    """What an organiser says of a colleague."""

    name: str
    roles: Collection[str]
    most: int
    weeks: Collection[date]
    user: User | None = None
    trainer: Trainer | None = None


@transaction.atomic
def save(*, colleague: UUID | None, what: Said, by: User) -> Colleague:
    """A new colleague, or another state of one.

    Raises Colleague.DoesNotExist, refusals.SameName, refusals.SameAccount.
    """
    held = Colleague.objects.select_for_update().get(pk=colleague) if colleague else Colleague()
    held.name, held.roles, held.most = what.name, sorted(what.roles), what.most
    held.user, held.trainer = what.user, what.trainer
    with in_words(RULES):
        held.save()
    ColleagueWeek.objects.filter(colleague=held).exclude(week_on__in=what.weeks).delete()
    rows = [ColleagueWeek(colleague=held, week_on=week) for week in sorted(what.weeks)]
    ColleagueWeek.objects.bulk_create(rows, ignore_conflicts=True)
    traces.note(held, "wagtail.edit" if colleague else "wagtail.create", by)
    return held


@transaction.atomic
def remove(*, colleague: UUID, by: User) -> None:
    """A colleague who is in no team. Raises Colleague.DoesNotExist, refusals.ColleagueInTeam."""
    held = Colleague.objects.select_for_update().get(pk=colleague)
    if TeamPart.objects.filter(colleague=held).exclude(retreat__decided__in=OVER).exists():
        raise refusals.ColleagueInTeam
    traces.note(held, "wagtail.delete", by)
    held.delete()
