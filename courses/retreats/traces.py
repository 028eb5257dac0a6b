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
    "retreats.publish_retreat": (_("Announce"), _("Announced the retreat")),
    "retreats.cancel_retreat": (_("Call off"), _("Called the retreat off")),
    "retreats.propose_beds": (_("Propose beds"), _("Had beds proposed for those without one")),
    "retreats.move_beds": (_("Another bed"), _("Moved somebody to another bed")),
    "retreats.beds_despite": (_("Another bed"), _("Moved somebody into a room that lacks what they need")),
    "retreats.publish_programme": (_("Publish the programme"), _("Published the programme")),
    "retreats.finish_retreat": (_("End"), _("The retreat is over")),
    "retreats.attach": (_("Retreats"), _("Chose the retreats of the round")),
    "retreats.rule": (_("Rules"), _("Changed the rules of the round")),
    "retreats.open_round": (_("Open"), _("Froze the rules and opened the round for applications")),
    "retreats.cancel_round": (_("Call off"), _("Called the round off")),
    "retreats.close_round": (_("Close"), _("Closed the round at its hour")),
    "retreats.renew": (_("Freeze anew"), _("Took up what changed since the round was closed")),
    "retreats.let_go": (_("Let go"), _("Let go of a rule that could not hold with others")),
    "retreats.postpone_draw": (_("Later hour"), _("Named a later hour at which the value is read")),
    "retreats.propose_decision": (_("Propose"), _("Proposed what needs a second person")),
    "retreats.confirm_decision": (_("Confirm"), _("Confirmed what a colleague proposed")),
    "retreats.drop_decision": (_("Drop"), _("Said no to what was proposed, or took it back")),
    "retreats.commit": (_("Commit"), _("Published the commitment")),
    "retreats.read_value": (_("Read the value"), _("Typed the public value as they read it")),
    "retreats.draw": (_("Value known"), _("A second person read the same public value")),
    "retreats.share_again": (_("Share again"), _("Had the places shared out once more")),
    "retreats.share_out": (_("Share out"), _("The places were shared out and the checker found no fault")),
    "retreats.what_if": (_("Try a rule"), _("Tried what another rule would do")),
    "retreats.publish_result": (_("Publish"), _("Published the result and offered the places")),
    "retreats.fetch_audit": (_("File for an auditor"), _("Fetched who must not meet, for an auditor")),
    "retreats.refused_step": (_("Refuse a step"), _("Was refused a step of the round")),
    "retreats.seat": (_("Give a seat"), _("Gave a seat in the committee")),
    "retreats.unseat": (_("Take a seat back"), _("Took a seat in the committee back")),
    "retreats.open_part": (_("Open"), _("Opened what was sealed to the committee or the council")),
    "retreats.look_for": (_("Look for a name"), _("Looked for a working name among those who apply")),
    "retreats.correct": (_("Correct"), _("Corrected what somebody needs of a room or a team")),
    "retreats.read_stay_forms": (_("Second forms"), _("Opened what those who come told the team")),
    "retreats.ask_who_comes": (_("Ask who comes"), _("Asked to see who comes to a retreat")),
    "retreats.print_names": (_("Paper with names"), _("Had a paper with names printed")),
    "retreats.answer_appeal": (_("Answer an appeal"), _("Answered an appeal")),
}


def note(instance: Model, action: str, by: User | None, *, on: date | None = None, **data: str) -> None:
    """An entry of the history: with a day in place of the moment, where it touches somebody who applies."""
    noon = datetime.combine(on, time(12), tzinfo=timezone.get_current_timezone()) if on else timezone.now()
    log(instance=instance, action=action, user=by, timestamp=noon, data=data)


def register(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
