"""Why something was refused, each with a sentence for the person who asked for it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Nothing has changed. `sentence` says what to do instead."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class NotNow(Refused):
    sentence = _("As things stand with this run, that is not possible any more, or not yet.")


class TooManyTogether(Refused):
    sentence = _("So many people cannot come together. Join in smaller groups.")


class NoSuchPlace(Refused):
    sentence = _("This code opens no place. Check it for slips; a place that was given up is gone.")


class NothingOffered(Refused):
    sentence = _("There is no free place to say yes to. Either you have one, or you still wait.")


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
    sentence = _("So many places are not free. Make room first, or let them wait.")


class NotInvited(Refused):
    sentence = _("This code invites nobody to this run. Check it for slips, or ask whoever gave it to you.")


class TooManyNow(Refused):
    sentence = _(
        "Too many people are trying at this moment. Nothing is lost: wait a minute and press once more."
    )


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
