"""What Wagtail's history says of runs: which colleague did what when. Nothing about those who take part."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from courses.runs.models import Run
from wellbeing.accounts.models import User

ACTIONS = {
    "runs.publish": (_("Publish"), _("Published the run")),
    "runs.cancel": (_("Cancel"), _("Cancelled the run")),
    "runs.read_notes": (_("Open"), _("Opened what people left for the team")),
    "runs.invite": (_("New code"), _("Drew a new code of invitation")),
    "runs.read_feedback": (_("Read the feedback"), _("Read the feedback of the run")),
}


def note(run: Run, action: str, by: User) -> None:
    log(instance=run, action=action, user=by)


def register(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
