"""What stands first on the page of a retreat: when, where, for how many, and who holds it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from courses.retreats.models import Retreat


def panel(request: HttpRequest, retreat: Retreat) -> Mapping[str, Any]:
    parts = retreat.team_parts.select_related("colleague").order_by("role", "colleague__name")
    return {"team": [(each.colleague, each.get_role_display()) for each in parts]}
