"""What Wagtail's history says of rounds and retreats: which colleague did what when. Nothing about those who
apply, but that something sealed was opened."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from wellbeing.accounts.models import User

ACTIONS: dict[str, tuple[Any, Any]] = {
    "retreats.open_round": (_("Open"), _("Froze the rules and opened the round for applications")),
}


def note(instance: Model, action: str, by: User | None) -> None:
    log(instance=instance, action=action, user=by)


def register(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
