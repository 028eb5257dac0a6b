"""The page of a retreat for those who prepare and hold it. Each part of it stands in a module of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from courses.retreats import scope
from courses.retreats.models import Retreat
from courses.retreats.staff import (
    coming,
    erased,
    frame,
    lessons,
    papers,
    programme,
    pulse,
    retreat_facts,
    retreat_rooms,
    retreat_where,
    trails,
)
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff

# What stands on the page, in this order: `retreats/staff/_retreat_<name>.html` is shown with what the
# function gives as `panel` and with `retreat`; a panel that gives None is not for this colleague, or not for
# now. The queries of a panel are as many for many people as for one.
Panel = Callable[[Retreat, User, datetime], dict[str, Any] | None]
PANELS: dict[str, Panel] = {
    "facts": retreat_facts.panel,
    "coming": coming.panel,
    "rooms": retreat_rooms.panel,
    "programme": programme.panel,
    "where": retreat_where.panel,
    "papers": papers.panel,
    "pulse": pulse.panel,
    "lessons": lessons.panel,
    "erased": erased.retreat_panel,
}


@staff(*scope.SEES_RETREATS)
@require_GET
def show(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Nothing here is changed; each panel leads to where that is done."""
    seen, by, now = frame.retreat(request, retreat_id), frame.colleague(request), frame.now()
    panels = [
        (f"retreats/staff/_retreat_{name}.html", panel)
        for name, make in PANELS.items()
        if (panel := make(seen, by, now)) is not None
    ]
    context = {"retreat": seen, "panels": panels}
    return frame.page(request, "retreat", str(seen), context, trail=trails.retreats())
