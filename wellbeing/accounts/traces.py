"""What histories in the admin say of keys and teams, in the language of the page."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.log_actions import registry as log_actions
from wagtail.models import ModelLogEntry

from wellbeing.accounts.models import RecoveryKey, Team, User

RECOVERY = (
    ("make_recovery", _("Make the recovery key"), _("Made the recovery key")),
    ("replace_recovery", _("Make other words"), _("Made other recovery words in the place of untested ones")),
    ("test_recovery", _("Test the words"), _("Tested the recovery words: they are right")),
    ("forget_recovery", _("Forget the recovery key"), _("Made the recovery words worthless")),
)


class OfATeam(LogFormatter):
    """An entry that names a team by its code; one that is gone by now is named by the code alone."""

    def format_message(self, entry: ModelLogEntry) -> str:
        code = entry.data.get("team", "")
        team = Team.objects.select_related("region").filter(code=code).first()
        return gettext("%(what)s: %(team)s") % {"what": self.label, "team": team or code}


class FoundTeam(OfATeam):
    label = _("Became the first member of a team")


class Admit(OfATeam):
    label = _("Was admitted to a team")


class ComeIn(OfATeam):
    label = _("Came into a team that nothing was sealed to yet")


class LeaveTeam(OfATeam):
    label = _("Left a team")


class Recover(OfATeam):
    label = _("Was given access by the recovery words")


@dataclass(frozen=True, slots=True)
class RecoveryTrace:
    """The recovery key, and who made and last tested it as long as the history says so."""

    key: RecoveryKey
    made_by: User | None
    tested_by: User | None


def of_recovery() -> RecoveryTrace | None:
    """What everybody in a team may know of the recovery key; None while there is none."""
    key = RecoveryKey.objects.first()
    if key is None:
        return None
    entries = log_actions.get_logs_for_instance(key).select_related("user").order_by("timestamp", "pk")
    by = {entry.action: entry.user for entry in entries}
    made_by = by.get("accounts.make_recovery") or by.get("accounts.replace_recovery")
    return RecoveryTrace(key, made_by, by.get("accounts.test_recovery"))


def register(registry: LogActionRegistry) -> None:
    registry.register_action("accounts.make_keys", _("Make keys"), _("Made keys"))
    registry.register_action("accounts.replace_keys", _("Replace keys"), _("Replaced the keys by others"))
    for code, label, message in RECOVERY:
        registry.register_action(f"accounts.{code}", label, message)
    registry.register_action("accounts.found_team")(FoundTeam)
    registry.register_action("accounts.admit")(Admit)
    registry.register_action("accounts.come_in")(ComeIn)
    registry.register_action("accounts.leave_team")(LeaveTeam)
    registry.register_action("accounts.recover")(Recover)
