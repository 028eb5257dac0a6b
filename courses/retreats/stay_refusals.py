"""Why something about preparing a retreat was refused, each with a sentence for who asked for it."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.retreats.refusals import Refused


class NotNow(Refused):
    sentence = gettext_lazy("As things stand with this retreat, that is not possible any more, or not yet.")


class WrongDays(Refused):
    sentence = gettext_lazy("The last day has to come after the first, and at most three weeks after it.")


class PlacesAreShared(Refused):
    sentence = gettext_lazy(
        "Applications for its round are closed, so house, days, places and what the team can do stay as they "
        "are: people rely on them. Name, language and team can still be others."
    )


class PlacesAreBeingShared(Refused):
    sentence = gettext_lazy(
        "The places of its round are being shared out. Wait until they are published, or cancel the round."
    )


class NotReadyYet(Refused):
    """What has to be done before a retreat is published: a sentence for each."""

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__()
        self.sentences = list(sentences)
        self.sentence = " ".join(self.sentences)


class NotOver(Refused):
    sentence = gettext_lazy("The last day is not over yet.")


class NoRoomForWhere(Refused):
    sentence = gettext_lazy("City and address together are too long. Shorten the address.")


class Taken(Refused):
    """House or colleague are at another retreat in these days."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class HouseTooSmall(Refused):
    def __init__(self, house: str, beds: int, places: int, team: int) -> None:
        super().__init__()
        self.sentence = too_small(house, beds, places, team)


def too_small(house: str, beds: int, places: int, team: int) -> str:
    said = _(
        "The house “%(house)s” has %(beds)s beds. %(places)s places and a team of %(team)s need %(all)s: "
        "offer fewer places, or choose a larger house."
    )
    return said % {"house": house, "beds": beds, "places": places, "team": team, "all": places + team}


def house_taken(house: str, by: str, begins_on: date, ends_on: date) -> Taken:
    said = _("The house “%(house)s” is taken: “%(retreat)s” is held there, %(begins)s – %(ends)s.")
    return Taken(said % {"house": house, **_retreat(by, begins_on, ends_on)})


def colleague_taken(name: str, by: str, begins_on: date, ends_on: date) -> Taken:
    said = _("%(name)s is in the team of “%(retreat)s”, %(begins)s – %(ends)s. Choose somebody else.")
    return Taken(said % {"name": name, **_retreat(by, begins_on, ends_on)})


def _retreat(title: str, begins_on: date, ends_on: date) -> dict[str, str]:
    return {"retreat": title, "begins": date_format(begins_on, "j E"), "ends": date_format(ends_on, "j E Y")}
