"""Where a run meets, and from which hour each part of it is told."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.runs import scope
from courses.runs.actions import meeting_places
from courses.runs.models import Whereabouts
from courses.runs.rules.where import ADDRESS_BEFORE, CITY_BEFORE
from courses.runs.staff import frame, where_form
from courses.runs.staff.run import above
from wellbeing.privacy.guards import staff

BEFORE = {
    1: gettext_lazy("an hour before the first session"),
    3: gettext_lazy("three hours before the first session"),
    12: gettext_lazy("twelve hours before the first session"),
    24: gettext_lazy("a day before the first session"),
    72: gettext_lazy("three days before the first session"),
    168: gettext_lazy("a week before the first session"),
    336: gettext_lazy("two weeks before the first session"),
}
USUAL = {"city_before": CITY_BEFORE, "address_before": ADDRESS_BEFORE}


class WhereForm(where_form.WhereForm):
    city = where_form.city(label=gettext_lazy("city"))
    city_before = where_form.hours(BEFORE, label=gettext_lazy("the city is told"))
    address = where_form.address(
        label=gettext_lazy("address or link"), help_text=gettext_lazy("And what helps to find the door.")
    )
    address_before = where_form.hours(BEFORE, label=gettext_lazy("address or link is told"))


@staff(*scope.SEES)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Write it down sealed, in place of what was there."""
    run = frame.seen(request, run_id)
    known, is_shut = where_form.known(Whereabouts.objects.filter(run=run).first(), USUAL)
    form = WhereForm(request.POST or None, initial=known)
    write = partial(meeting_places.set_where, run=run.pk, now=frame.now())
    if where_form.keep(form, write):
        messages.success(request, _("Kept. Those who have a place read it from its hour on."))
        return redirect("runs_staff:run", run.pk)
    context = {"run": run, "form": form, "is_shut": is_shut}
    status = 400 if form.errors else 200
    return frame.page(request, "where", _("Where it meets"), context, trail=above(run), status=status)
