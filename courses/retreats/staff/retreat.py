"""The page of a retreat for those who prepare and hold it. Each part of it stands in a module of its own."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from courses.retreats import scope
from courses.retreats.models import Retreat
from courses.retreats.staff import frame, retreat_facts, trails
from wellbeing.privacy.guards import staff

# A panel gives context to the include `_retreat_<name>.html`, which shows nothing where there is nothing to
# show. What it gives has names of its own, and is worked out by as many queries for many people as for one.
Panel = Callable[[HttpRequest, Retreat], Mapping[str, Any]]
PANELS: dict[str, Panel] = {
    "facts": retreat_facts.panel,
}


@staff(*scope.SEES_RETREATS)
@require_GET
def show(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Everything about it that this colleague may see, panel by panel; nothing here is changed."""
    seen = frame.retreat(request, retreat_id)
    context: dict[str, Any] = {
        "retreat": seen,
        "panels": [f"retreats/staff/_retreat_{name}.html" for name in PANELS],
        "is_organiser": request.user.has_perm(scope.ORGANISE),
    }
    for panel in PANELS.values():
        context |= panel(request, seen)
    return frame.page(request, "retreat", str(seen), context, trail=trails.retreats())
