"""The page of a run for those who hold it, and what to do when somebody is not well."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cms import navigation
from courses.runs import holding, materials, scope, wording
from courses.runs.models import Run
from courses.runs.rules.states import Deed, permits
from courses.runs.staff import frame, pulse
from wellbeing.privacy.guards import staff


@staff(*scope.SEES)
@require_GET
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Its sessions, who is expected, where it meets and its materials; nothing here is changed."""
    rows = scope.runs(frame.colleague(request)).with_times().select_related("course")
    run, now = get_object_or_404(pulse.with_waves(holding.with_places(rows)), pk=run_id), frame.now()
    sessions = list(holding.sessions(run))
    context = {
        "run": run,
        "state": wording.state(run.state(now)),
        "course": wording.course(run),
        "sessions": sessions,
        "next": holding.next_session(sessions, now),
        "expected": holding.expected(run),
        "materials": materials.of(run.course),
        "may_tell": permits(run.facts(), Deed.TELL, now),
        "pulse": pulse.rows(run),
    }
    return frame.page(request, "run", str(run), context)


@staff(*scope.SEES)
@require_GET
def unwell(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The short steps, the help directory and the lesson that says more."""
    run, language = frame.seen(request, run_id), get_language() or ""
    context = {
        "run": run,
        "help_url": navigation.of(language[:2]).help_url,
        "lesson": holding.safety_lesson(language[:2]),
    }
    return frame.page(request, "unwell", _("When somebody is not well"), context, trail=above(run))


def above(run: Run) -> list[tuple[str, str]]:
    """The way back from the pages below a run's."""
    return [frame.above(), (reverse("runs_staff:run", args=[run.pk]), str(run))]
