"""What stands first on the page of a retreat: when, where, for how many, and who holds it."""

from datetime import datetime
from typing import Any

from courses.retreats.models import Retreat
from wellbeing.accounts.models import User


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any]:
    parts = retreat.team_parts.select_related("colleague").order_by("role", "colleague__name")
    return {"team": [(each.colleague, each.get_role_display()) for each in parts]}
