"""Why something was refused, each with a sentence for the person who asked for it."""

from django.utils.translation import gettext_lazy as _

from wellbeing.privacy import refusing


class Refused(refusing.Refused):
    """Something about retreats."""


class NotAsItStands(Refused):
    sentence = _("As things stand with this round, that is not possible any more, or not yet.")


class NoSuchApplication(Refused):
    sentence = _(
        "This code opens no application. Check it for typing mistakes; one that was deleted is gone."
    )


class TooManyNow(Refused):
    sentence = _("Too many people are here at this moment. Nothing is lost: try again in a minute.")


class NothingOpens(Refused):
    sentence = _(
        "The server has no key at the moment that opens this application. Nothing is lost: try again later."
    )
