"""Whether a retreat helps: what those who prepare and hold it see of its pulse, in plain words."""

from datetime import datetime
from typing import Any

from courses.retreats.models import Retreat
from courses.runs.staff import pulse
from wellbeing.accounts.models import User
from wellbeing.cohorts import reading


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any] | None:
    """None of a retreat that was never announced, or is off."""
    rows = pulse.rows_of(reading.shown(retreat.pulse))
    return {"rows": rows} if rows else None
