"""The plan of a run, and what is decided of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from courses.runs import scope, wording
from courses.runs.staff import frame
from wellbeing.privacy.guards import staff


@staff(*scope.SEES)
@require_GET
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """When it meets, who holds it and where it stands."""
    run = frame.seen(request, run_id)
    context = {"run": run, "state": wording.state(run.state(frame.now()))}
    return frame.page(request, "plan", str(run), context)
