"""The team of a run: who holds it or helps to, and the coordinators of its regions."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext

from courses.runs.models import Leading, Run
from wellbeing.accounts.kinds import Kind
from wellbeing.accounts.models import User

RUN = "run"


def may_hold(run: Combinable) -> QuerySet[User]:
    """Those of them who may sign in. Who coordinates the whole network plans runs, but is in no team."""
    people = User.objects.filter(is_active=True).alias(of_run=run)
    holds = _of_run(Leading.objects.filter(trainer__user=OuterRef("pk")))
    plans = _of_run(Run.regions.through.objects.filter(region=OuterRef("region")))
    return people.filter(
        (Exists(holds) & _may("hold_run")) | (Exists(plans) & _may("plan_region")),
    )


def names(runs: Collection[str]) -> dict[str, str]:
    """What colleagues call the runs."""
    found = Run.objects.alias(text=Cast("pk", CharField())).filter(text__in=runs)
    return {
        str(id): gettext("Run: %(title)s") % {"title": title}
        for id, title in found.values_list("pk", "title")
    }


def _of_run(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of the run that the team is of. Compared as text: what a code says need not be a key at all."""
    return rows.alias(run_text=Cast("run", CharField())).filter(run_text=OuterRef("of_run"))


def _may(codename: str) -> Exists:
    rows = Group.objects.filter(user=OuterRef("pk"), permissions__content_type__app_label="runs")
    return Exists(rows.filter(permissions__codename=codename))


KIND = Kind(RUN, may_hold, names, follows=True)
