"""Why something about preparing a retreat was refused, each with a sentence for who asked for it."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.retreats import room_words
from courses.retreats.refusals import Refused
from courses.retreats.rooms import Arranged
from courses.retreats.rules.rooms_by_hand import Finding


class NotNow(Refused):
    sentence = gettext_lazy("As things stand with this retreat, that is not possible any more, or not yet.")


class WrongDays(Refused):
    sentence = gettext_lazy("The last day has to come after the first, and at most three weeks after it.")


class PlacesAreShared(Refused):
    sentence = gettext_lazy(
        "Its round is open or further on, so house, days, places and what the team can do stay as they are: "
        "they stand in its rules, and people rely on them. Name, language and team can still be others."
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


class ManyLessons(Refused):
    sentence = gettext_lazy("Forty lessons are written down already. Delete one that nobody needs any more.")


class NoPlace(Refused):
    sentence = gettext_lazy("Only whoever has a place at a retreat can have a calendar here.")


class NoRoomForWhere(Refused):
    sentence = gettext_lazy("City and address together are too long. Shorten the address.")


class NobodyThere(Refused):
    sentence = gettext_lazy(
        "They have no place here any more, or the room is another house’s. Look once more."
    )


class NoBedsForAll(Refused):
    sentence = gettext_lazy(
        "The house cannot put everybody up like this. Move those who have a bed, so that the rooms that "
        "others need become free, and ask again."
    )


# Why somebody sleeps in a room that lacks what they need.
WHYS = {
    "agreed": gettext_lazy("they were asked and agree"),
    "made_up": gettext_lazy("the house or the team makes up for it"),
}


class CannotBe(Refused):
    """What would be wrong with a room, a sentence for each."""

    def __init__(self, found: Iterable[Finding], now: Arranged) -> None:
        super().__init__()
        self.sentence = " ".join(room_words.said(each, now) for each in found)


class AskedAbout(CannotBe):
    """What has to be known before somebody is moved there all the same."""


class TwiceAtOnce(Refused):
    """A room or somebody of the team would be in two places: whose name, and where."""

    sentence: str | Promise = gettext_lazy(
        "A room or somebody of the team would be at two places at once. Look at it again."
    )

    def __init__(self, name: str = "", one: str = "", other: str = "") -> None:
        super().__init__()
        if name:
            said = _(
                "%(name)s would be at two places at once: “%(one)s” and “%(other)s”. Change one of them."
            )
            self.sentence = said % {"name": name, "one": one, "other": other}


class NoProgramme(Refused):
    sentence = gettext_lazy("No programme is published yet, so there is none to print.")


class NoStay(Refused):
    sentence = gettext_lazy("There is no paper yet: the last day has not come, or you had no place there.")


class NoSuchDay(Refused):
    sentence = gettext_lazy("The retreat does not have this day.")


class NothingNew(Refused):
    sentence = gettext_lazy("Nothing is other than in the version that was published.")


class NotToBePublished(Refused):
    sentence = gettext_lazy("The programme cannot be published like this. What has to change stands below.")


class PublishedDespite(Refused):
    sentence = gettext_lazy(
        "Something in this programme is asked about below. Tick that it is meant so, and publish once more."
    )


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
