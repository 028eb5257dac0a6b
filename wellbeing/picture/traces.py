"""What the history in the admin says of boxes: who opened and judged them, in which month."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from wellbeing.accounts.models import User

ACTIONS: dict[str, tuple[Any, Any]] = {
    "picture.bring_share": (
        _("Bring a share"),
        _("Unlocked their share of the key of a box, for it to be counted"),
    ),
    "picture.open_box": (_("Open a box"), _("Opened the box of a quarter, one of two")),
    "picture.publish_apart": (_("Publish the box apart"), _("Published what the box apart came to")),
    "picture.leave_out": (_("Leave out the box apart"), _("Left out what the box apart came to")),
}


def note(instance: Model, action: str, by: User, *, on: date, **data: str) -> None:
    """An entry with the month in place of the moment."""
    noon = datetime(on.year, on.month, 1, 12, tzinfo=UTC)
    log(instance=instance, action=action, user=by, timestamp=noon, data=data)


def register(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
