"""Runs in words, for colleagues."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.runs.covering import Gap, Why
from courses.runs.models import Leading, Run, Session
from courses.runs.rules.states import State


class States(models.TextChoices):
    PLANNED = State.PLANNED, pgettext_lazy("run", "planned")
    OPEN = State.OPEN, pgettext_lazy("run", "open")
    FULL = State.FULL, pgettext_lazy("run", "full")
    RUNNING = State.RUNNING, pgettext_lazy("run", "running")
    DONE = State.DONE, pgettext_lazy("run", "done")
    CANCELLED = State.CANCELLED, pgettext_lazy("run", "cancelled")


NO_COURSE = _("no course")
# The questions of the feedback, and their answers.
NO_ANSWER = pgettext_lazy("feedback", "no answer")
ASKED = {
    "useful": _("Was this group useful for you?"),
    "safe": _("Did you feel safe enough in the group?"),
    "pace": _("Did the pace suit you?"),
}
ANSWERS = {
    "useful": {
        "yes": pgettext_lazy("was useful", "yes"),
        "partly": pgettext_lazy("was useful", "in part"),
        "no": pgettext_lazy("was useful", "rather not"),
    },
    "safe": {
        "yes": pgettext_lazy("felt safe", "yes"),
        "sometimes": pgettext_lazy("felt safe", "not always"),
        "no": pgettext_lazy("felt safe", "rather not"),
    },
    "pace": {
        "right": pgettext_lazy("pace", "it did"),
        "fast": pgettext_lazy("pace", "too fast"),
        "slow": pgettext_lazy("pace", "too slow"),
    },
}
# In these states it matters whether somebody certified leads what is ahead.
ASKS_FOR_TRAINERS = frozenset({State.PLANNED, State.OPEN, State.FULL, State.RUNNING})


def state(state: State) -> str:
    return str(States(state).label)


def course(run: Run) -> str:
    return str(run.course or NO_COURSE)


def regions(run: Run) -> str:
    """With commas; of runs whose regions were prefetched by one query for all."""
    return ", ".join(str(each) for each in run.regions.all())


def trainers(run: Run) -> str:
    """Who leads, and then who helps; of runs whose leadings were prefetched with their trainers."""
    names: dict[str, list[str]] = {role: [] for role in Leading.Role.values}
    for each in run.leadings.all():
        names[each.role].append(each.trainer.name)
    return named(names[Leading.Role.LEADS], names[Leading.Role.HELPS])


def named(leads: Iterable[str], helps: Iterable[str]) -> str:
    helping = _("%(name)s (co-facilitates)")
    return ", ".join([*sorted(leads), *(str(helping) % {"name": name} for name in sorted(helps))])


def sentence(words: str) -> str:
    return str(capfirst(words))


GAPS = {
    Why.NOBODY: _("Nobody who leads this run is certified for this region: %(region)s."),
    Why.SUSPENDED: _(
        "The certificate of %(trainer)s is suspended, and nobody else may lead there: %(region)s."
    ),
    Why.LAPSES: _("The certificate of %(trainer)s ends before the session on %(day)s: %(region)s."),
    Why.STOPS: _("%(trainer)s will have stopped working before the session on %(day)s: %(region)s."),
}


def gap(gap: Gap) -> str:
    """Where nobody may lead a run, whose certificate it is about, and before which session it ends."""
    day = date_format(gap.day, "DATE_FORMAT")
    return str(GAPS[gap.why] % {"trainer": gap.trainer, "region": gap.region, "day": day})


def when(session: Session) -> str:
    """Day and time by the clocks of those who come."""
    zone = ZoneInfo(session.zone)
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return f"{date_format(starts, 'D, j E Y')}, {starts:%H:%M}–{ends:%H:%M} ({session.get_zone_display()})"
