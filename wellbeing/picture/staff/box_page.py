"""What the page of a box shows at each step."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from wellbeing.accounts import unlocking
from wellbeing.ballots.models import Box
from wellbeing.picture import progress, standing, traces
from wellbeing.picture.progress import Progress, Stage
from wellbeing.picture.staff import apart, frame
from wellbeing.picture.staff.forms import JudgeForm, SecondForm
from wellbeing.picture.standing import Standing

REFRESH_SECONDS = 3
# While people type, the page must stay as it is.
STILL = (Stage.READY,)


def page(
    request: HttpRequest,
    row: Standing,
    *,
    form: SecondForm | None = None,
    judge_form: JudgeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = progress.read(row.quarter) if row.box.state == Box.State.CLOSED else None
    is_under_way = progress.is_under_way(now)
    holds = request.user in row.holders
    context: dict[str, Any] = {
        "row": row,
        "now": now if is_under_way else None,
        "was": _was(now) if not is_under_way else "",
        "refresh": REFRESH_SECONDS if now and is_under_way and now.stage not in STILL else 0,
        "holds": holds,
        "is_unlocked": holds and unlocking.current(request) is not None,
        "form": form,
        "judge_form": judge_form or JudgeForm(),
        "opened_by": traces.who(row.box, "picture.open_box"),
        "beside": apart.beside(row) if row.apart else [],
        "judged": traces.judged(row.apart) if row.apart else None,
        "enough": standing.ENOUGH,
    }
    title = _("Box: %(quarter)s") % {"quarter": row.name}
    trail = [(reverse("picture_staff:boxes"), _("Boxes of quarters"))]
    return frame.page(request, "box", title, context, trail=trail, icon="lock", status=status)


def _was(now: Progress | None) -> str:
    """How the last run ended; one that is still under way, but gives no sign of life, has died."""
    if now is None:
        return ""
    if now.stage == Stage.ASKED:
        return "not taken"
    return str(now.stage) if now.stage not in progress.UNDER_WAY else "died"
