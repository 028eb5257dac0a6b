"""A retreat is planned and changed in one form; it is published, called off, ended."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from courses.retreats import scope
from courses.retreats.actions.preparing import retreat_plans, retreat_steps
from courses.retreats.models import Retreat
from courses.retreats.refusals import Refused
from courses.retreats.staff import frame, trails
from courses.retreats.staff.retreat_form import RetreatForm
from courses.retreats.stay_refusals import NotReadyYet
from trainers.staff import frame as trainers_frame
from wellbeing.privacy.guards import staff


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A retreat beside the plans of a year."""
    form, by = (
        RetreatForm(request.POST or None, retreat=None, initial={"once": uuid4()}),
        frame.colleague(request),
    )

    def save() -> Retreat:
        once = form.cleaned_data["once"] or uuid4()
        return retreat_plans.plan(what=form.plan(), by=by, once=once)

    return _form(request, form, save, _("Plan a retreat"), trails.retreats())


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Another plan for a retreat."""
    seen, by = frame.retreat(request, retreat_id), frame.colleague(request)
    form = RetreatForm(request.POST or None, retreat=seen)

    def save() -> Retreat:
        return retreat_plans.change(retreat=seen.pk, what=form.plan(), by=by)

    return _form(request, form, save, _("Change the retreat"), trails.retreat(seen))


@staff(scope.ORGANISE)
@require_POST
def publish(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Announce it by month and wide region."""
    seen, by = frame.retreat(request, retreat_id), frame.colleague(request)
    act = partial(retreat_steps.publish, retreat=seen.pk, by=by, today=frame.today())
    return _decide(request, seen, _("It is announced now, by its month and wide region."), act)


@staff(scope.ORGANISE)
@require_POST
def finish(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Say that it is over, before the night says so."""
    seen, by = frame.retreat(request, retreat_id), frame.colleague(request)
    act = partial(retreat_steps.finish, retreat=seen.pk, by=by, now=frame.now())
    return _decide(request, seen, _("It is over now."), act)


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Call it off, once it was asked whether it is meant."""
    seen, by = frame.retreat(request, retreat_id), frame.colleague(request)
    if request.method == "POST":
        act = partial(retreat_steps.cancel, retreat=seen.pk, by=by, now=frame.now())
        return _decide(request, seen, _("It is called off."), act)
    trail = trails.retreat(seen)
    context = {
        "form": forms.Form(),
        "intro": _(
            "It cannot be undone. House and team are free at once. Whoever has a place reads on their page "
            "that the retreat is called off; beds, second forms and the address are deleted."
        ),
        "submit": _("Call the retreat off"),
        "is_serious": True,
        "back": trail[-1][0],
        "stay": _("Keep the retreat"),
    }
    title = trails.of(_("Call the retreat off"), seen)
    return trainers_frame.page(request, "form", title, context, trail=trail, icon="home")


def _form(
    request: HttpRequest, form: RetreatForm, save: Callable[[], Retreat], title: str, trail: trails.Trail
) -> HttpResponse:
    """Saved, or the same page with everything typed on it and what is wrong."""
    if form.is_valid():
        try:
            saved = save()
        except Refused as refused:
            form.say(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("retreats_staff:retreat", saved.pk)
    context = {"form": form, "back": trail[-1][0]}
    status = 400 if form.errors else 200
    return frame.page(request, "retreat_form", title, context, trail=trail, status=status)


def _decide(request: HttpRequest, seen: Retreat, done: str, act: Callable[[], Retreat]) -> HttpResponse:
    try:
        act()
    except NotReadyYet as refused:
        for said in refused.sentences:
            messages.error(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("retreats_staff:retreat", seen.pk)
