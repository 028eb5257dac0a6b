"""A session's page: who came, in one pass with a thumb, and what the team wants to remember."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from courses.runs import holding, scope
from courses.runs.actions import attending, noting
from courses.runs.actions.attending import Marks
from courses.runs.models import Run, Session
from courses.runs.models.attendance import LONGEST_NOTE
from courses.runs.refusals import Refused
from courses.runs.rules.states import Deed, permits
from courses.runs.staff import frame
from courses.runs.staff.run import above
from wellbeing.privacy.guards import staff


@staff(*scope.SEES)
@require_GET
def show(request: HttpRequest, session_id: UUID) -> HttpResponse:
    return _page(request, *_found(request, session_id))


@staff(*scope.SEES)
@require_POST
def attend(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Save who came."""
    run, session = _found(request, session_id)
    shown, were, came = (_ids(request.POST.getlist(name)) for name in ("shown", "were", "came"))
    try:
        count = attending.mark(session=session.pk, marks=Marks(shown, were, came), now=frame.now())
    except Refused as error:
        return _page(request, run, session, came=came, refused=str(error))
    said = ngettext("Saved: %(count)s person came.", "Saved: %(count)s people came.", count)
    messages.success(request, said % {"count": count})
    return redirect("runs_staff:session", session.pk)


@staff(*scope.SEES)
@require_POST
def note(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Write a note about the session."""
    run, session = _found(request, session_id)
    text, by = request.POST.get("text", "").replace("\0", ""), frame.colleague(request)
    once = next(iter(_ids([request.POST.get("once", "")])), None) or uuid4()
    try:
        noting.note(session=session, text=text, once=once, by=by, today=frame.today())
    except Refused as error:
        return _page(request, run, session, text=text, unwritten=str(error))
    messages.success(request, _("The note is kept for three months."))
    return redirect("runs_staff:session", session.pk)


@staff(*scope.SEES)
@require_POST
def remove_note(request: HttpRequest, session_id: UUID, note_id: UUID) -> HttpResponse:
    """Delete a note; of the team anybody may, should something about a person have got in."""
    _run, session = _found(request, session_id)
    noting.remove(session=session, note=note_id)
    messages.success(request, _("The note is deleted."))
    return redirect("runs_staff:session", session.pk)


def _found(request: HttpRequest, session_id: UUID) -> tuple[Run, Session]:
    """A session of a run that this colleague may see, and the run."""
    try:
        return holding.session(scope.runs(frame.colleague(request)), session_id)
    except Session.DoesNotExist:
        raise Http404 from None


def _page(
    request: HttpRequest,
    run: Run,
    session: Session,
    *,
    came: Iterable[UUID] | None = None,
    refused: str = "",
    text: str = "",
    unwritten: str = "",
) -> HttpResponse:
    """With what was pressed and typed still there where it was refused."""
    people, now = holding.people(session), frame.now()
    context: dict[str, Any] = {
        "run": run,
        "session": session,
        "people": people,
        "ticked": {each.id for each in people if each.is_marked} if came is None else set(came),
        "may_mark": permits(run.facts(), Deed.MARK, now) and session.starts_at <= now,
        "is_ahead": now < session.starts_at,
        "refused": refused,
        "notes": session.notes.all(),
        "text": text,
        "unwritten": unwritten,
        "once": uuid4(),
        "longest": LONGEST_NOTE,
    }
    status = 400 if refused or unwritten else 200
    return frame.page(request, "session", _("Session"), context, trail=above(run), status=status)


def _ids(typed: Iterable[str]) -> set[UUID]:
    """The keys among what a form sent; anything else is passed over."""
    found = set()
    for each in typed:
        try:
            found.add(UUID(each))
        except ValueError:
            continue
    return found
