"""Runs in words, for colleagues."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.runs.models import Leading, Run
from courses.runs.rules.states import State


class States(models.TextChoices):
    PLANNED = State.PLANNED, pgettext_lazy("run", "planned")
    OPEN = State.OPEN, pgettext_lazy("run", "open")
    FULL = State.FULL, pgettext_lazy("run", "full")
    RUNNING = State.RUNNING, pgettext_lazy("run", "running")
    DONE = State.DONE, pgettext_lazy("run", "done")
    CANCELLED = State.CANCELLED, pgettext_lazy("run", "cancelled")


NO_COURSE = _("no course")


def state(state: State) -> str:
    return str(States(state).label)


def course(run: Run) -> str:
    return str(run.course or NO_COURSE)


def regions(run: Run) -> str:
    """With commas; of runs whose regions were prefetched by one query for all."""
    return ", ".join(str(each) for each in run.regions.all())


def trainers(run: Run) -> str:
    """Who leads, and then who helps; of runs whose leadings were prefetched with their trainers."""
    leadings = sorted(
        run.leadings.all(), key=lambda each: (each.role != Leading.Role.LEADS, str(each.trainer))
    )
    said = [
        str(each.trainer)
        if each.role == Leading.Role.LEADS
        else _("%(name)s (co-facilitates)") % {"name": each.trainer}
        for each in leadings
    ]
    return ", ".join(said)


def sentence(words: str) -> str:
    return str(capfirst(words))
