"""The pulse of a run: whoever has a place may answer before, after and three months later.

What they answer, and who does, is not known here.
"""

from django.conf import settings
from django.utils import timezone

from courses.runs.models import Run, Session
from wellbeing.cohorts.actions import holding


def follow(*, run: Run) -> None:
    """The waves of a published run lie by the days of its sessions. Safe twice.

    The days are those of the server, by which waves open: the first is open when the first session begins.
    """
    days = [timezone.localdate(each.starts_at) for each in Session.objects.filter(run=run)]
    holding.begin(cohort=run.pulse, language=asked_in(run.language), days=days)


def end(*, run: Run) -> None:
    """Nobody answers any more, and everything that was answered goes."""
    holding.end(cohort=run.pulse)


def asked_in(language: str) -> str:
    """That of a group if there are questions in it, else the first of the site: one for all of the group."""
    known = [code for code, _name in settings.LANGUAGES]
    return language if language in known else settings.LANGUAGE_CODE
