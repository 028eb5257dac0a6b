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
