"""Why something about planning a year was refused, each with a sentence for the person who asked for it."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.retreats.refusals import Refused


class SameName(Refused):
    sentence = gettext_lazy("There is another one of this name already. Choose a name that tells them apart.")


class SameRoomName(Refused):
    sentence = gettext_lazy("Two rooms of this house have the same name. Give each its own.")


class RoomInUse(Refused):
    sentence = gettext_lazy(
        "A room that you left out or made smaller is in use at a retreat: somebody sleeps or meets there. "
        "Move them first."
    )


class HouseInUse(Refused):
    sentence = gettext_lazy(
        "Retreats are or were held in this house, so it stays. Take its free weeks away, and nothing new is "
        "planned in it."
    )


class ColleagueInTeam(Refused):
    sentence = gettext_lazy(
        "They are in the team of a retreat. Take them out of it first; or take their weeks away, and they "
        "are planned with no more."
    )


class SameAccount(Refused):
    sentence = gettext_lazy("This account or this trainer belongs to another colleague of retreats already.")


class SameYear(Refused):
    sentence = gettext_lazy("This year is there already. Open it in the list instead.")


class YearInUse(Refused):
    sentence = gettext_lazy("Its retreats are made, so the number of this year stays as it is.")


class AtWork(Refused):
    sentence = gettext_lazy(
        "Plans of this year are being worked out already. Wait for them, or stop it and ask again."
    )


class NothingToStop(Refused):
    sentence = gettext_lazy(
        "It is not being worked out any more: it was done, or stopped, before you pressed."
    )


class NothingToPlan(Refused):
    sentence = gettext_lazy(
        "There is nothing to plan yet. It takes at least one region that wants places, a house with a free "
        "week of this year, and money and retreats that are not used up."
    )


class NoSuchPlan(Refused):
    sentence = gettext_lazy(
        "This plan is not there any more: somebody has asked for others meanwhile. Look at those."
    )


class AcceptedAlready(Refused):
    sentence = gettext_lazy("A plan of these was accepted already, and its retreats are made.")


class NotAsPlanned(Refused):
    """A stay that cannot be any more; `sentence` names it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def house_taken(house: str, week: date) -> NotAsPlanned:
    said = _("The house “%(house)s” has been taken for the week of %(week)s meanwhile. Ask for plans again.")
    return NotAsPlanned(said % {"house": house, "week": day(week)})


def colleague_taken(name: str, week: date) -> NotAsPlanned:
    said = _("%(name)s is at another retreat in the week of %(week)s by now. Ask for plans again.")
    return NotAsPlanned(said % {"name": name, "week": day(week)})


def may_not_lead(name: str, week: date) -> NotAsPlanned:
    said = _("%(name)s holds no certificate any more for the week of %(week)s. Ask for plans again.")
    return NotAsPlanned(said % {"name": name, "week": day(week)})


def too_small(house: str) -> NotAsPlanned:
    said = _("The house “%(house)s” has no bed by now beside those of the team. Ask for plans again.")
    return NotAsPlanned(said % {"house": house})


def gone() -> NotAsPlanned:
    return NotAsPlanned(_("A house or a colleague of this plan has been removed. Ask for plans again."))


def day(week: date) -> str:
    return date_format(week, "j E Y")
