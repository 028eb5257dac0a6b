"""The plan of a run: made and changed in one form, and what is decided of it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from courses.runs import covering, scope, wording
from courses.runs.actions import finishing, planning, publishing
from courses.runs.actions.planning import Saved
from courses.runs.models import Run
from courses.runs.refusals import NotCovered, Refused
from courses.runs.rules.states import Deed, permits
from courses.runs.staff import frame
from courses.runs.staff.run_form import Sheet
from courses.runs.staff.session_rows import another
from trainers.staff import frame as trainers_frame
from wellbeing.privacy import codes
from wellbeing.privacy.guards import staff

MORE = "more"


@staff(*scope.SEES)
@require_GET
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """When it meets, who holds it and where it stands."""
    run, now = frame.seen(request, run_id), frame.now()
    is_planner = scope.planned(frame.colleague(request)).filter(pk=run.pk).exists()
    gaps = covering.gaps([run], now).get(run.pk, []) if run.state(now) in wording.ASKS_FOR_TRAINERS else []
    context = {
        "run": run,
        "state": wording.sentence(wording.state(run.state(now))),
        "course": wording.course(run),
        "regions": wording.regions(run),
        "trainers": wording.trainers(run),
        "sessions": [wording.when(each) for each in run.sessions.all()],
        "gaps": [wording.gap(each) for each in gaps],
        "may": _may(run, now) if is_planner else {},
    }
    return frame.page(request, "plan", str(run), context)


@staff(*scope.PLANS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new run of the colleague's regions."""
    by, now = frame.colleague(request), frame.now()
    sheet = Sheet(_typed(request), by=by, run=None, now=now, once=uuid4())

    def save() -> Saved:
        once = sheet.form.cleaned_data["once"] or uuid4()
        return planning.plan(what=sheet.plan(), by=by, now=now, once=once)

    return _form(request, sheet, save, _("Plan a run"), [frame.above()])


@staff(*scope.PLANS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Another plan for a run; when it has begun, for what is ahead of it."""
    run, by, now = frame.planned(request, run_id), frame.colleague(request), frame.now()
    sheet = Sheet(_typed(request), by=by, run=run, now=now, once=uuid4())

    def save() -> Saved:
        return planning.change(run=run.pk, what=sheet.plan(), by=by, now=now)

    return _form(request, sheet, save, _("Change the plan"), [frame.above(), of(run)])


@staff(*scope.PLANS)
@require_POST
def invite(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """A new code of invitation."""
    run, by = frame.planned(request, run_id), frame.colleague(request)
    try:
        code = planning.invite(run=run.pk, by=by, now=frame.now())
    except Refused as error:
        messages.error(request, str(error))
        return redirect("runs_staff:plan", run.pk)
    return _invitation(request, run, code)


@staff(*scope.PLANS)
@require_POST
def publish(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Open it, if somebody certified leads it everywhere and every day."""
    run, by = frame.planned(request, run_id), frame.colleague(request)
    done = _("It is open now: people can join.")
    return _decide(request, run, done, lambda: publishing.publish(run=run.pk, by=by, now=frame.now()))


@staff(*scope.PLANS)
@require_POST
def finish(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Say that it is over, before the night says so."""
    run = frame.planned(request, run_id)
    done = _("It is done, and whoever held it has it among their evidence.")
    return _decide(request, run, done, lambda: finishing.finish(run=run.pk, now=frame.now()))


@staff(*scope.PLANS)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Call it off, once it was asked whether it is meant."""
    run, by = frame.planned(request, run_id), frame.colleague(request)
    if request.method == "POST":
        act = partial(publishing.cancel, run=run.pk, by=by, now=frame.now())
        return _decide(request, run, _("It is cancelled."), act)
    url, label = of(run)
    context = {
        "form": forms.Form(),
        "intro": _("It cannot be undone. Its trainers are free at once, and nobody can join any more."),
        "submit": _("Cancel the run"),
        "is_serious": True,
        "back": url,
        "stay": _("Keep the run"),
    }
    trail = [frame.above(), (url, label)]
    return trainers_frame.page(request, "form", _("Cancel the run"), context, trail=trail, icon="date")


def of(run: Run) -> tuple[str, str]:
    return reverse("runs_staff:plan", args=[run.pk]), str(run)


def _typed(request: HttpRequest) -> object:
    """What was typed; with another row, where that was asked for."""
    if request.method != "POST":
        return None
    return another(request.POST) if MORE in request.POST else request.POST


def _form(
    request: HttpRequest, sheet: Sheet, save: Callable[[], Saved], title: str, trail: list[tuple[str, str]]
) -> HttpResponse:
    """Saved, or the same page with everything typed on it and what is wrong."""
    if MORE in request.POST:
        sheet.hush()
    elif request.method == "POST" and sheet.is_valid():
        try:
            saved = save()
        except Refused as error:
            sheet.say(error)
        else:
            if saved.code:
                return _invitation(request, saved.run, saved.code)
            messages.success(request, _("Saved."))
            return redirect("runs_staff:plan", saved.run.pk)
    return frame.page(
        request,
        "run_form",
        title,
        {"form": sheet.form, "rows": sheet.rows, "back": trail[-1][0]},
        trail=trail,
    )


def _invitation(request: HttpRequest, run: Run, code: str) -> HttpResponse:
    """The code on the answer itself: nothing keeps it for another page."""
    context = {"code": codes.show(code), "back": of(run)[0]}
    return frame.page(request, "invitation", _("Code of invitation"), context, trail=[frame.above(), of(run)])


def _decide(request: HttpRequest, run: Run, done: str, act: Callable[[], Run]) -> HttpResponse:
    try:
        act()
    except NotCovered as error:
        for said in error.sentences:
            messages.error(request, said)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("runs_staff:plan", run.pk)


def _may(run: Run, now: datetime) -> dict[str, bool]:
    """What the buttons of the page offer."""
    facts = run.facts()
    is_over = run.ends is not None and run.ends <= now
    return {
        "edit": permits(facts, Deed.MOVE, now),
        "publish": permits(facts, Deed.PUBLISH, now),
        "cancel": permits(facts, Deed.CANCEL, now),
        "finish": permits(facts, Deed.FINISH, now) and is_over,
        "invite": run.joining == Run.Joining.CODE and permits(facts, Deed.CHANGE, now),
    }
