"""Which runs each colleague may see and plan. Everything that lists or opens runs for staff asks here.

A coordinator plans the runs of their own region, whoever holds a second region in them; who coordinates the
whole network plans all. A trainer sees the runs that they hold or help to hold, and plans none.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from courses.runs.models import Leading, Run
from courses.runs.models.runs import RunQuerySet
from trainers.models import Trainer
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

HOLD = "runs.hold_run"
IN_REGION = "runs.plan_region"
EVERYWHERE = "runs.plan_everywhere"
PLANS = (IN_REGION, EVERYWHERE)
SEES = (HOLD, *PLANS)

Colleague = User | AnonymousUser


def regions(user: Colleague) -> QuerySet[Region]:
    """The regions that a colleague plans runs for."""
    if user.has_perm(EVERYWHERE):
        return Region.objects.all()
    if user.has_perm(IN_REGION) and isinstance(user, User):
        return Region.objects.filter(pk=user.region_id)
    return Region.objects.none()


def planned(user: Colleague) -> RunQuerySet:
    """The runs that a colleague may plan: those of their regions."""
    if user.has_perm(EVERYWHERE):
        return Run.objects.all()
    through = Run.regions.through.objects.filter(region__in=regions(user))
    return Run.objects.filter(pk__in=through.values("run"))


def held(user: Colleague) -> RunQuerySet:
    """The runs that a colleague holds, or helps to hold, themselves."""
    if not (isinstance(user, User) and user.has_perm(HOLD)):
        return Run.objects.none()
    return Run.objects.filter(pk__in=Leading.objects.filter(trainer__user=user).values("run"))


def runs(user: Colleague) -> RunQuerySet:
    """The runs that a colleague may see."""
    seen = Q(pk__in=planned(user).values("pk")) | Q(pk__in=held(user).values("pk"))
    return Run.objects.filter(seen)


def trainers(user: Colleague) -> QuerySet[Trainer]:
    """Whom a colleague may ask to hold a run: those at home in one of their regions, who serve it, or who
    hold a certificate for it."""
    if user.has_perm(EVERYWHERE):
        return Trainer.objects.all()
    own = regions(user).values("pk")
    touching = Q(home_region__in=own) | Q(regions__in=own) | Q(candidacies__certificates__region__in=own)
    return Trainer.objects.filter(pk__in=Trainer.objects.filter(touching).values("pk"))
