"""Where a retreat is held, and from which hour each part of it is told."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import scope
from courses.retreats.actions.preparing import retreat_where
from courses.retreats.models import Retreat, RetreatWhere
from courses.retreats.staff import frame, trails
from courses.runs.staff import where_form
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff

# Hours before the midnight with which the first day begins. People need time to buy tickets.
BEFORE = {
    24: gettext_lazy("a day before the first day"),
    72: gettext_lazy("three days before the first day"),
    168: gettext_lazy("a week before the first day"),
    336: gettext_lazy("two weeks before the first day"),
    504: gettext_lazy("three weeks before the first day"),
    1008: gettext_lazy("six weeks before the first day"),
}
USUAL = {"city_before": 504, "address_before": 72}


class WhereForm(where_form.WhereForm):
    city = where_form.city(
        label=gettext_lazy("city or station"),
        help_text=gettext_lazy("Whatever people need to buy a ticket."),
    )
    city_before = where_form.hours(BEFORE, label=gettext_lazy("it is told"))
    address = where_form.address(
        label=gettext_lazy("address of the house"),
        help_text=gettext_lazy("And how to get there from the city."),
    )
    address_before = where_form.hours(BEFORE, label=gettext_lazy("the address is told"))


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any]:
    is_written = RetreatWhere.objects.filter(retreat=retreat).exists()
    return {"is_written": is_written, "is_over": retreat.ends_on < now.date()}


@staff(*scope.SEES_RETREATS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Write it down sealed, in place of what was there."""
    seen = frame.retreat(request, retreat_id)
    known, is_shut = where_form.known(RetreatWhere.objects.filter(retreat=seen).first(), USUAL)
    form = WhereForm(request.POST or None, initial=known)
    write = partial(retreat_where.set_where, retreat=seen.pk, now=frame.now())
    if where_form.keep(form, write):
        messages.success(request, _("It is kept. Those who said yes read each part from its hour on."))
        return redirect("retreats_staff:retreat", seen.pk)
    context = {"retreat": seen, "form": form, "is_shut": is_shut}
    status = 400 if form.errors else 200
    trail = trails.retreat(seen)
    return frame.page(request, "retreat_where", _("Where it is held"), context, trail=trail, status=status)
