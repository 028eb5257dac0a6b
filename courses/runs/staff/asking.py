"""Who asked the trainers of a run for a place, by the names they chose, and giving them one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from courses.runs import scope
from courses.runs.actions import waiting
from courses.runs.holding import MAY_COME
from courses.runs.models import Party, Run
from courses.runs.refusals import Refused
from courses.runs.staff import frame
from courses.runs.staff.run import above
from wellbeing.privacy.guards import staff


@staff(*scope.SEES)
@require_GET
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Those who ask or have not answered yet, in the order in which they came."""
    run = _asked(request, run_id)
    rows = run.parties.filter(standing__in=MAY_COME)
    parties = rows.order_by("number").prefetch_related("places")
    context = {"run": run, "parties": parties, "free": run.capacity - run.taken}
    return frame.page(request, "asking", _("Who asks for a place"), context, trail=above(run))


@staff(*scope.SEES)
@require_POST
def admit(request: HttpRequest, run_id: UUID, party_id: UUID) -> HttpResponse:
    """Offer a place; whoever left meanwhile is not there any more."""
    run = _asked(request, run_id)
    try:
        waiting.admit(party=run.parties.get(pk=party_id).pk, now=frame.now())
    except Party.DoesNotExist:
        messages.warning(request, _("They have left in the meantime."))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The place is kept for them until they answer."))
    return redirect("runs_staff:asking", run.pk)


def _asked(request: HttpRequest, run_id: UUID) -> Run:
    run = frame.seen(request, run_id)
    if run.joining != Run.Joining.ASKING:
        raise Http404
    return run
