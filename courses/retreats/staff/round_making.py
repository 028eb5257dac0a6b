"""Rounds made, changed and opened, and the retreats whose places they share out."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import readiness, refusals, scope
from courses.retreats.actions.rounds import opening, preparing
from courses.retreats.models import Round
from courses.retreats.staff import frame
from courses.retreats.staff.round_form import AttachForm, RoundForm
from trainers.staff import frame as trainers_frame
from wellbeing.privacy.guards import staff


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new round, with the usual rules."""
    by, form = (
        frame.colleague(request),
        RoundForm(request.POST or None, round_=None, initial={"once": uuid4()}),
    )

    def save() -> Round:
        return preparing.plan(what=form.plan(), by=by, once=form.cleaned_data["once"] or uuid4())

    return _form(request, form, save, _("New round"), [frame.rounds()])


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Its name and hours, until it opens."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    form = RoundForm(request.POST or None, round_=round_)

    def save() -> Round:
        return preparing.change(round=round_.pk, what=form.plan(), by=by)

    return _form(request, form, save, _("Name and hours"), [frame.rounds(), frame.of_round(round_)])


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Which retreats it shares out the places of."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    form = AttachForm(request.POST if request.method == "POST" else None, round_=round_)

    def save() -> Round:
        retreats = [each.pk for each in form.cleaned_data["retreats"]]
        return preparing.attach(round=round_.pk, retreats=retreats, by=by)

    return _form(request, form, save, _("Retreats of the round"), [frame.rounds(), frame.of_round(round_)])


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def open_(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Freeze the rules and open it, once it was asked whether it is meant; or what is missing."""
    round_, by, now = frame.round_(request, round_id), frame.colleague(request), frame.now()
    trail = [frame.rounds(), frame.of_round(round_)]
    if request.method == "POST":
        act = partial(opening.open_round, round=round_.pk, by=by, now=now)
        return _decide(request, round_, act, _("It is open: its rules stand now, and people can apply."))
    if round_.decided != Round.Decided.PREPARING:
        messages.error(request, str(refusals.NotAsItStands()))
        return redirect("retreats_staff:round", round_.pk)
    context = {"round": round_, "missing": readiness.missing(round_, now), "back": trail[-1][0]}
    return frame.page(request, "round_open", _("Open the round"), context, trail=trail)


def _form(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[], Round],
    title: str,
    trail: list[tuple[str, str]],
) -> HttpResponse:
    """Saved, or the same page with everything typed on it and what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            saved = save()
        except refusals.Refused as refused:
            form.add_error(FIELDS.get(type(refused)), str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("retreats_staff:round", saved.pk)
    context = {"form": form, "submit": _("Save"), "back": trail[-1][0]}
    return trainers_frame.page(request, "form", title, context, trail=trail, icon="home")


def _decide(request: HttpRequest, round_: Round, act: Callable[[], Round], done: str) -> HttpResponse:
    try:
        act()
    except refusals.NotReady as refused:
        messages.error(request, str(refused))
        for said in refused.sentences:
            messages.error(request, said)
    except refusals.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("retreats_staff:round", round_.pk)


# Refusals that are about one field.
FIELDS: dict[type[refusals.Refused], str] = {refusals.DrawnTooEarly: "draws_day"}
