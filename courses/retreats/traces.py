"""What Wagtail's history says of rounds and retreats: which colleague did what when. Nothing about those who
apply, but that something sealed was opened."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from wellbeing.accounts.models import User

ACTIONS: dict[str, tuple[Any, Any]] = {
    "retreats.ask_plans": (_("Ask for plans"), _("Had plans of the year worked out")),
    "retreats.accept_plan": (_("Accept a plan"), _("Accepted a plan: its retreats were made")),
    "retreats.open_round": (_("Open"), _("Froze the rules and opened the round for applications")),
    "retreats.seat": (_("Give a seat"), _("Gave a seat in the committee")),
    "retreats.unseat": (_("Take a seat back"), _("Took a seat in the committee back")),
    "retreats.open_part": (_("Open"), _("Opened what was sealed to the committee or the council")),
    "retreats.correct": (_("Correct"), _("Corrected what somebody needs of a room or a team")),
    "retreats.answer_appeal": (_("Answer an appeal"), _("Answered an appeal")),
}


def note(instance: Model, action: str, by: User | None, *, on: date | None = None, **data: str) -> None:
    """An entry of the history: with a day in place of the moment, where it touches somebody who applies."""
    noon = datetime.combine(on, time(12), tzinfo=timezone.get_current_timezone()) if on else timezone.now()
    log(instance=instance, action=action, user=by, timestamp=noon, data=data)


def register(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
