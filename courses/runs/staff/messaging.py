"""Sending everybody of a run one neutral message."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.runs import scope
from courses.runs.actions import messaging
from courses.runs.refusals import Refused
from courses.runs.staff import frame
from wellbeing.privacy.guards import staff


@staff(*scope.SEES)
@require_POST
def send(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """It goes out by the day of whoever gets it."""
    run = frame.seen(request, run_id)
    try:
        messaging.message_all(run=run.pk, now=frame.now())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Whoever left an address is told that there is something to see."))
    return redirect("runs_staff:run", run.pk)
