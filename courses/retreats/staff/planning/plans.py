"""Plans of a year: asked for, watched while they are worked out, compared, pinned from, accepted."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from courses.retreats import scope
from courses.retreats.actions.planning import accepting, plannings, years
from courses.retreats.models import Planning, Year
from courses.retreats.planning.making import WHAT
from courses.retreats.refusals import Refused
from courses.retreats.staff import frame
from courses.retreats.staff.planning import shown, trails
from wellbeing.privacy.guards import staff

REFRESH_SECONDS = 3


class PinForm(forms.Form):
    """A stay as the buttons beside it name it."""

    house = forms.UUIDField()
    week_on = forms.DateField(input_formats=["%Y-%m-%d"])
    do = forms.ChoiceField(choices=[("pin", ""), ("forbid", "")])


@staff(scope.ORGANISE)
@require_GET
def show(request: HttpRequest, year_id: UUID) -> HttpResponse:
    """How far it is, or what came of it. The page looks again by itself while it is worked out."""
    planning = _planning(year_id)
    is_open = planning.status in plannings.OPEN
    context = {
        "year": planning.year,
        "planning": planning,
        "is_open": is_open,
        "refresh": REFRESH_SECONDS if is_open else 0,
        "plans": shown.plans(planning),
        **shown.progress(planning, WHAT),
    }
    title = _("Plans of %(year)s") % {"year": planning.year}
    return frame.page(request, "plans", title, context, trail=trails.year(planning.year))


@staff(scope.ORGANISE)
@require_POST
def ask(request: HttpRequest, year_id: UUID) -> HttpResponse:
    """Have plans worked out from what is given now."""
    year = get_object_or_404(Year, pk=year_id)
    act = partial(plannings.ask, year=year.pk, by=frame.colleague(request), today=frame.today())
    return _done(request, act, there=_plans(year.pk), back=reverse("retreats_staff:year", args=[year.pk]))


@staff(scope.ORGANISE)
@require_POST
def stop(request: HttpRequest, year_id: UUID) -> HttpResponse:
    """Look no further, and keep the best so far."""
    year = get_object_or_404(Year, pk=year_id)
    return _done(request, partial(plannings.stop, year=year.pk), there=_plans(year.pk))


@staff(scope.ORGANISE)
@require_POST
def pin(request: HttpRequest, year_id: UUID) -> HttpResponse:
    """Pin a stay, or forbid it; plans that are asked for from now on hold to it."""
    year, form = get_object_or_404(Year, pk=year_id), PinForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That names no stay of a plan. Press a button beside one."))
        return redirect(_plans(year.pk))
    said = form.cleaned_data
    is_wanted = said["do"] == "pin"
    act = partial(years.pin, year=year.pk, house=said["house"], week_on=said["week_on"], is_wanted=is_wanted)
    done = _("Every plan that you ask for now has it.") if is_wanted else _("No plan has it from now on.")
    return _done(request, act, there=_plans(year.pk), done=f"{done} {_('Ask for plans again to see them.')}")


@staff(scope.ORGANISE)
@require_POST
def unpin(request: HttpRequest, year_id: UUID, pin_id: UUID) -> HttpResponse:
    """Neither pinned nor forbidden any more."""
    year = get_object_or_404(Year, pk=year_id)
    years.unpin(year=year.pk, pin=pin_id)
    messages.success(request, _("Plans are free to have it or not, once you ask for them again."))
    return redirect("retreats_staff:year", year.pk)


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, year_id: UUID, number: int) -> HttpResponse:
    """Make the retreats of a plan, once it was looked at and is meant."""
    planning = _planning(year_id)
    trail = [*trails.year(planning.year), (_plans(year_id), _("Plans"))]
    if request.method == "POST":
        return _accept(request, planning, number)
    found = [each for each in shown.plans(planning) if each.number == number]
    if not found:
        raise Http404
    if planning.status not in accepting.WHOLE or planning.accepted is not None:
        return redirect(_plans(year_id))
    context = {"year": planning.year, "plan": found[0], "back": trail[-1][0]}
    title = _("Accept plan %(number)d") % {"number": number}
    return frame.page(request, "accept_plan", title, context, trail=trail)


def _accept(request: HttpRequest, planning: Planning, number: int) -> HttpResponse:
    try:
        made = accepting.accept(year=planning.year_id, number=number, by=frame.colleague(request))
    except Refused as error:
        messages.error(request, str(error))
        return redirect(_plans(planning.year_id))
    said = ngettext(
        "%(count)d retreat is made, with its team.",
        "%(count)d retreats are made, with their teams.",
        len(made),
    )
    messages.success(request, said % {"count": len(made)})
    return redirect("retreats_staff:year", planning.year_id)


def _done(
    request: HttpRequest, act: Callable[[], object], *, there: str, back: str = "", done: str = ""
) -> HttpResponse:
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
        return redirect(back or there)
    if done:
        messages.success(request, done)
    return redirect(there)


def _planning(year: UUID) -> Planning:
    return get_object_or_404(Planning.objects.select_related("year"), year=year)


def _plans(year: UUID) -> str:
    return reverse("retreats_staff:plans", args=[year])
