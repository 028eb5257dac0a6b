"""The steps of a round from closing to the published result: each is one press on the page of the round."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.retreats import refusals, scope
from courses.retreats.actions.sharing import closing, committing, publishing, work
from courses.retreats.rules.model import Clause
from courses.retreats.rules.policy import Rule
from courses.retreats.staff import frame
from wellbeing.privacy.guards import staff


@staff(scope.ORGANISE)
@require_POST
def renew(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Take up what changed since the round was closed."""
    done = _("It is frozen as things are now. Whether all rules can hold is being looked at again.")
    return _do(request, round_id, done, partial(closing.renew, now=frame.now()))


@staff(scope.ORGANISE)
@require_POST
def let_go(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Let go of one rule that is in the way."""
    done = _("It is let go of, and everybody reads so. Whether the others can hold is being looked at.")
    clause = _clause(request.POST.get("clause", ""))
    return _do(request, round_id, done, partial(committing.let_go, clause=clause))


@staff(scope.ORGANISE)
@require_POST
def commit(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Publish the commitment."""
    done = _("The commitment is published. Nothing of what decides can change any more.")
    return _do(request, round_id, done, partial(committing.commit, now=frame.now()))


@staff(scope.ORGANISE)
@require_POST
def again(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Have it worked out once more."""
    done = _("It is being worked out again.")
    return _do(request, round_id, done, work.again)


@staff(scope.ORGANISE)
@require_POST
def publish(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Publish the result and offer the places."""
    done = _("The result is published and the places are offered.")
    return _do(request, round_id, done, partial(publishing.publish, now=frame.now()))


@staff(scope.READ_VALUE)
@require_POST
def auditors_file(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The second file, for an auditor whom the council trusts."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    try:
        content = publishing.auditors_file(round=round_.pk, by=by)
    except refusals.Refused as refused:
        return frame.refused(request, round_, refused)
    headers = {"Content-Disposition": 'attachment; filename="second.json"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


def _do(request: HttpRequest, round_id: UUID, done: str, act: Callable[..., object]) -> HttpResponse:
    round_ = frame.round_(request, round_id)
    try:
        act(round=round_.pk, by=frame.colleague(request))
    except refusals.Refused as refused:
        return frame.refused(request, round_, refused)
    messages.success(request, done)
    return redirect("retreats_staff:round", round_.pk)


def _clause(typed: str) -> Clause:
    """What a button of a rule sends; anything else is a rule that is in nobody's way."""
    rule, _blank, about = typed.partition(" ")
    return (Rule(rule), about) if rule in set(Rule) else (Rule.PLACES, "")
