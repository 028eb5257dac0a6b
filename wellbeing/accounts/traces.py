"""What histories in the admin say of keys and teams, in the language of the page."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from wellbeing.accounts.models import Team


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


class LeaveTeam(OfATeam):
    label = _("Left a team")


class Recover(OfATeam):
    label = _("Was given access by the recovery words")


def register(registry: LogActionRegistry) -> None:
    registry.register_action("accounts.make_keys", _("Make keys"), _("Made keys"))
    registry.register_action("accounts.replace_keys", _("Replace keys"), _("Replaced the keys by others"))
    registry.register_action("accounts.found_team")(FoundTeam)
    registry.register_action("accounts.admit")(Admit)
    registry.register_action("accounts.leave_team")(LeaveTeam)
    registry.register_action("accounts.recover")(Recover)
