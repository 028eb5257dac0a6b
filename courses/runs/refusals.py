"""Why something was refused, each with a sentence for the person who asked for it."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.runs.rules.meeting import Found
from wellbeing.privacy import refusing


class Refused(refusing.Refused):
    """Something about a run."""


class NotNow(Refused):
    sentence = _("As things stand with this run, that is not possible any more, or not yet.")


class TooManyTogether(Refused):
    sentence = _("That many people cannot join at once. Join in smaller groups.")


class NoSuchPlace(Refused):
    sentence = _("This code opens no place. Check it for typing mistakes; a place that was given up is gone.")


class NothingOffered(Refused):
    sentence = _("There is no free place to say yes to. Either you have one, or you are still waiting.")


class TooFewPlaces(Refused):
    sentence = _("More people have a place already. Choose at least as many places as are taken.")


class NotBegun(Refused):
    sentence = _("This session has not begun yet. Who came can be marked from its beginning on.")


class EmptyNote(Refused):
    sentence = _("There is nothing to keep: write a few words about the session.")


class LongNote(Refused):
    sentence = _("That is longer than 2000 characters. Keep what the next session needs.")


class ManyNotes(Refused):
    sentence = _("There are twenty notes about this session already. Delete one that nobody needs any more.")


class NoRoom(Refused):
    sentence = _(
        "City and address together are too long. Shorten the address; a link needs no words around it."
    )


class NoFreePlaces(Refused):
    sentence = _("There are not that many free places. Make room first, or let them wait.")


class NotInvited(Refused):
    sentence = _(
        "This code does not open this group. Check it for typing mistakes, or ask whoever gave it to you."
    )


class TooManyNow(Refused):
    sentence = _(
        "Too many people are trying at this moment. Nothing is lost: wait a minute and press once more."
    )


class NobodyReads(Refused):
    sentence = _(
        "Nothing can be left for the team safely at this moment, so nothing was kept and nobody was enrolled "
        "anew. Copy your note, empty its fields and go on; tell the trainers in person what you need."
    )


class LongForTeam(Refused):
    sentence = _("That is longer than a note for the team may be. Shorten it.")


class NotInTeam(Refused):
    sentence = _("This is sealed to the team of the run, and you are not in it.")


class NoSuchSession(Refused):
    sentence = _("This session has begun already, or was moved. Look at the list once more.")


class NothingKept(Refused):
    sentence = _(
        "The server has no key to seal addresses with at the moment, so nothing was kept. Your place stands. "
        "Look at this page now and then, or try again later."
    )


class TooManyNumbers(Refused):
    sentence = _("Several numbers were sent for this place today. Try again tomorrow.")


class WrongNumber(Refused):
    sentence = _("This is not the number that was sent last. Look once more.")


class NotYours(Refused):
    sentence = _("Choose regions that you plan runs for, at least one.")


class WrongTimes(Refused):
    """`found` says what is wrong with which session."""

    sentence = _("Something is not right with the times of the sessions.")

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__()
        self.found = found


class SessionHasBegun(Refused):
    sentence = _("A session that has begun can be neither moved nor left out.")


class NeedsMoreThanItsPlaces(Refused):
    sentence = _("A run cannot need more people than it has places.")


class TwoRoles(Refused):
    sentence = _("Somebody either leads a run or co-facilitates it. Tick them once.")


class Busy(Refused):
    """A trainer is in two sessions at once. Which other session it is, is not told."""

    sentence: str | Promise = _("One of the trainers is in another session at one of these times.")

    def __init__(self, trainer: str = "", when: str = "") -> None:
        super().__init__()
        if trainer:
            said = _(
                "%(trainer)s is in another session at this time: %(when)s. "
                "Choose another time or another trainer."
            )
            self.sentence = str(said) % {"trainer": trainer, "when": when}


class NotReady(Refused):
    """What has to be done before a run is published."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__()
        self.sentence = sentence


class NotCovered(Refused):
    """For some day nobody who leads the run is certified; `sentences` say where, and whose certificate."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self.sentences = sentences
        self.sentence = " ".join(sentences)


class NotOver(Refused):
    sentence = _("The last session is not over yet.")


class NoFeedbackNow(Refused):
    sentence = _("This group takes no feedback at the moment, so nothing was kept.")


class FeedbackGiven(Refused):
    sentence = _("It is there already: the first that came from your place stands.")


class FeedbackGoesOn(Refused):
    sentence = _("The feedback is closed until nobody can add to it any more.")


class FeedbackNotOpen(Refused):
    sentence = _(
        "The feedback is not sealed to you, or not all of it. A member of the run’s team can let you in, on "
        "the page of the teams."
    )


class NothingAttended(Refused):
    sentence = _("There is no paper yet: the last session is not over, or nobody marked that you were there.")
