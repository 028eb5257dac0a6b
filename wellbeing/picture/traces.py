"""What the history in the admin says of boxes: who opened and judged them, in which month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log
from wagtail.log_actions import registry as log_actions
from wagtail.models import ModelLogEntry

from wellbeing.accounts.models import User

ACTIONS: dict[str, tuple[Any, Any]] = {
    "picture.bring_share": (
        _("Bring a share"),
        _("Unlocked their share of the key of a box, for it to be counted"),
    ),
    "picture.open_box": (_("Open a box"), _("Opened the box of a quarter, one of two")),
    "picture.publish_apart": (_("Publish the second box"), _("Published what the second box came to")),
    "picture.leave_out": (_("Leave out the second box"), _("Left out what the second box came to")),
}


JUDGING = ("picture.publish_apart", "picture.leave_out")


def note(instance: Model, action: str, by: User, *, on: date, **data: str) -> None:
    """An entry with the month in place of the moment."""
    noon = datetime(on.year, on.month, 1, 12, tzinfo=UTC)
    log(instance=instance, action=action, user=by, timestamp=noon, data=data)


@dataclass(frozen=True, slots=True)
class Judged:
    """Who decided about a box apart, and why, as long as the history says so."""

    by: User | None
    reason: str


def who(instance: Model, action: str) -> list[User]:
    """Who did it, as long as the history says so."""
    found = [each.user for each in _entries(instance) if each.action == action and each.user]
    return sorted(found, key=str)


def judged(instance: Model) -> Judged | None:
    for each in _entries(instance):
        if each.action in JUDGING:
            return Judged(each.user, each.data.get("reason", ""))
    return None


def _entries(instance: Model) -> Iterable[ModelLogEntry]:
    found: Iterable[ModelLogEntry] = log_actions.get_logs_for_instance(instance).select_related("user")
    return found


def register(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
