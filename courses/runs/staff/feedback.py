"""What people said of a run: shut until nobody can add to it, then opened by a member of its team."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.runs import scope, wording
from courses.runs.actions import feedback, teams
from courses.runs.models import Run
from courses.runs.refusals import Refused
from courses.runs.rules.feedback import FEWEST_FOR_NUMBERS, FEWEST_FOR_WORDS, TAKEN_FOR, Counted, Phase, Shown
from courses.runs.staff import frame
from courses.runs.staff.run import above
from wellbeing.accounts import unlocking
from wellbeing.privacy.guards import staff


@staff(*scope.SEES)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """When it opens, and whether anybody could read it; the press of its button opens it."""
    run = frame.seen(request, run_id)
    if request.method != "POST" or not request.user.has_perm("accounts.use_team"):
        return _page(request, run)
    key = unlocking.current(request)
    if key is None:
        return unlocking.needed(request)
    try:
        return _page(request, run, shown=feedback.read(run=run.pk, key=key, now=frame.now()))
    except Refused as error:
        return _page(request, run, refused=str(error))


def _page(request: HttpRequest, run: Run, *, shown: Shown | None = None, refused: str = "") -> HttpResponse:
    phase = feedback.phase(run, frame.now())
    last = run.sessions.order_by("ends_at").last()
    context: dict[str, Any] = {
        "run": run,
        "phase": phase.value,
        "opens": run.ends + TAKEN_FOR if run.ends else None,
        "zone": last.zone if last else "",
        "is_read": teams.is_read(run),
        "can_seal": teams.can_seal(run),
        "may_open": phase is Phase.OVER and request.user.has_perm("accounts.use_team"),
        "shown": shown,
        "counted": [_in_words(each) for each in (shown.counted if shown else None) or ()],
        "refused": refused,
        "for_words": FEWEST_FOR_WORDS,
        "for_numbers": FEWEST_FOR_NUMBERS,
    }
    status = 400 if refused else 200
    return frame.page(request, "feedback", _("What people say"), context, trail=above(run), status=status)


def _in_words(counted: Counted) -> dict[str, Any]:
    """A question with its answers as they were put to people."""
    labels = {**wording.ANSWERS[counted.question], "": wording.NO_ANSWER}
    return {
        "question": wording.ASKED[counted.question],
        "counts": [(labels[answer], count) for answer, count in counted.counts],
        "nearly": None if counted.nearly is None else labels[counted.nearly],
    }
