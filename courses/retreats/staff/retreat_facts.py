"""What stands first on the page of a retreat: when, where, for how many, and who holds it."""

from datetime import datetime
from typing import Any

from courses.retreats import scope
from courses.retreats.actions.preparing import retreat_steps
from courses.retreats.models import Retreat
from courses.retreats.models.choices import Role
from wellbeing.accounts.models import User


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any]:
    order = [role.value for role in Role]
    parts = sorted(
        retreat.team_parts.select_related("colleague"),
        key=lambda each: (order.index(each.role), each.colleague.name),
    )
    return {
        "team": [(each.colleague, each.get_role_display()) for each in parts],
        "may": _may(retreat, now) if by.has_perm(scope.ORGANISE) else {},
    }


def _may(retreat: Retreat, now: datetime) -> dict[str, bool]:
    """What the buttons offer."""
    is_planned = retreat.decided == Retreat.Decided.PLANNED
    is_announced = retreat.decided == Retreat.Decided.PUBLISHED
    return {
        "edit": is_planned or is_announced,
        "publish": is_planned,
        "finish": is_announced and retreat_steps.day_there(retreat, now) > retreat.ends_on,
        "cancel": is_planned or is_announced,
    }
