"""Why a box is not opened or judged now, each in a sentence for the page; with each, all is as it was."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    said = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.said)


class NotClosed(Refused):
    said = _("The quarter is not over, or its box has been opened or destroyed by now.")


class UnderWay(Refused):
    said = _(
        "This box is being opened already, perhaps in another window. What you see here is how far it is."
    )


class NobodyWaits(Refused):
    said = _("No worker is waiting for the key any more. Nothing was opened: begin once more.")


class SamePerson(Refused):
    said = _("The second person has to be somebody else than you.")


class MayNot(Refused):
    said = _("This colleague may not open boxes, or is not here any more. Choose another.")


class NoShare(Refused):
    said = _("You hold no share of this box that still opens. Two others have to open it.")


class SecondHasNoShare(Refused):
    said = _("This colleague holds no share of this box that still opens. Choose another.")


class BrokenShares(Refused):
    said = _("The two shares do not make the key of this box: one is damaged. Try it with another colleague.")


class NoReason(Refused):
    said = _("Write down why, in ten characters at least: others will read it later.")


class JudgedBefore(Refused):
    said = _("Somebody decided about this box before you. Nothing was changed.")
