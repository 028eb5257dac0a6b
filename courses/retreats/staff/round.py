"""The page of a round for colleagues: a panel for each thing that is done in it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from courses.retreats import scope
from courses.retreats.models import Round
from courses.retreats.staff import (
    committee,
    erased,
    frame,
    round_offers,
    round_plan,
    round_rules,
    sharing_panel,
)
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff

# What stands on the page, in this order: `retreats/staff/_round_<name>.html` is shown with what the function
# gives as `panel` and with `round`; a panel that gives None is not for this colleague, or not for now.
Panel = Callable[[Round, User, datetime], dict[str, Any] | None]
PANELS: dict[str, Panel] = {
    "plan": round_plan.panel,
    "sharing": sharing_panel.panel,
    "offers": round_offers.panel,
    "committee": committee.panel,
    "erased": erased.panel,
    "rules": round_rules.panel,
}


@staff(*scope.SEES_ROUNDS)
@require_GET
def show(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Nothing here is changed; each panel leads to where that is done."""
    round_, by, now = frame.round_(request, round_id), frame.colleague(request), frame.now()
    panels = [
        (f"retreats/staff/_round_{name}.html", panel)
        for name, make in PANELS.items()
        if (panel := make(round_, by, now)) is not None
    ]
    refresh = max((panel.get("refresh", 0) for _name, panel in panels), default=0)
    context = {"round": round_, "panels": panels, "refresh": refresh}
    return frame.page(request, "round", str(round_), context, trail=[frame.rounds()])
