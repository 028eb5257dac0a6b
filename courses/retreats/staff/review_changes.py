"""What the committee and the council change, each on the page of one application."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.retreats import refusals
from courses.retreats.actions.committee import appeals, correcting, declaring, reviewing
from courses.retreats.models.choices import Part
from courses.retreats.staff import frame, review_frame
from courses.retreats.staff.review import shown
from courses.retreats.staff.review_words import AnswerForm, ApartForm, NameForm, NeedsForm
from wellbeing.privacy.guards import staff

Do = Callable[[], object]


@staff(*review_frame.READS)
@require_POST
@review_frame.answering
def correct(request: HttpRequest, round_id: UUID, ticket: str) -> HttpResponse:
    """What somebody needs of a room and of a team."""
    round_, by, form = frame.round_(request, round_id), frame.colleague(request), NeedsForm(request.POST)

    def do() -> None:
        correcting.correct(round=round_, ticket=ticket, by=by, now=frame.now(), **form.cleaned_data)

    return _done(request, round_id, Part.ACCESS, ticket, form, do, _("Saved. They see it on their page."))


@staff(*review_frame.READS)
@require_POST
@review_frame.answering
def keep_apart(request: HttpRequest, round_id: UUID, ticket: str) -> HttpResponse:
    """Two people are kept out of one retreat."""
    round_, by, form = frame.round_(request, round_id), frame.colleague(request), ApartForm(request.POST)

    def do() -> None:
        other = form.cleaned_data["other"]
        try:
            correcting.keep_apart(round=round_, ticket=ticket, other=other, by=by, now=frame.now())
        except (refusals.NoSuchTicket, refusals.Concerned, refusals.SameTicket) as refused:
            reviewing.find(round=round_, part=Part.SAFETY, ticket=ticket, by=by)
            form.add_error("other", str(refused))

    return _done(request, round_id, Part.SAFETY, ticket, form, do, _("They are kept apart, on both sides."))


@staff(*review_frame.READS)
@require_POST
@review_frame.answering
def look_for(request: HttpRequest, round_id: UUID, ticket: str) -> HttpResponse:
    """The tickets of a working name, on the same page. It travels in the body alone."""
    round_, by, form = frame.round_(request, round_id), frame.colleague(request), NameForm(request.POST)
    more: dict[str, object] = {"looking": form}
    if form.is_valid():
        name = form.cleaned_data["name"]
        found = reviewing.by_name(round=round_, name=name, by=by, today=frame.today())
        more["found"] = [each for each in found if each != ticket]
    return shown(request, round_, Part.SAFETY, ticket, more=more)


@staff(*review_frame.READS)
@require_POST
@review_frame.answering
def let_meet(request: HttpRequest, round_id: UUID, ticket: str, other: str) -> HttpResponse:
    """The same undone."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    correcting.let_meet(round=round_, ticket=ticket, other=other, by=by, now=frame.now())
    messages.success(request, _("The committee keeps them apart no more."))
    return redirect("retreats_staff:record", round_id, Part.SAFETY, ticket)


@staff(*review_frame.READS)
@require_POST
@review_frame.answering
def answer(request: HttpRequest, round_id: UUID, ticket: str) -> HttpResponse:
    """What whoever appealed reads on their page."""
    round_, by, form = frame.round_(request, round_id), frame.colleague(request), AnswerForm(request.POST)

    def do() -> None:
        appeals.answer(round=round_, ticket=ticket, by=by, today=frame.today(), **form.cleaned_data)

    return _done(request, round_id, Part.APPEAL, ticket, form, do, _("Saved. They see it on their page."))


@staff(*review_frame.READS)
@require_POST
@review_frame.answering
def leave(request: HttpRequest, round_id: UUID, part: str, ticket: str) -> HttpResponse:
    """Leave an application to others, since one knows whose it is."""
    round_, by, which = frame.round_(request, round_id), frame.colleague(request), review_frame.part(part)
    reviewing.find(round=round_, part=which, ticket=ticket, by=by)
    declaring.know_again(round=round_.pk, ticket=ticket, by=by)
    messages.success(request, _("It does not open to you any more; another colleague reads it."))
    return redirect("retreats_staff:review", round_id, which)


def _done(
    request: HttpRequest, round_id: UUID, part: Part, ticket: str, form: forms.Form, do: Do, said: str
) -> HttpResponse:
    """Do it if the form is valid; then the page again, with what was typed where something is wrong."""
    if form.is_valid():
        do()
    if form.errors:
        return shown(request, frame.round_(request, round_id), part, ticket, form=form)
    messages.success(request, said)
    return redirect("retreats_staff:record", round_id, part, ticket)
