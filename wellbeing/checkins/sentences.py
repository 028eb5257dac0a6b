"""What is wrong with something typed, in a sentence that a person can act on."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbeing.checkins import words
from wellbeing.checkins.models import Channel
from wellbeing.checkins.rhythm import Problem
from wellbeing.outbox import addresses

CHOOSE = gettext_lazy("Please choose one of these.")


def of_words(fault: words.Fault) -> str:
    return {
        words.Fault.EMPTY: _("Something has to stand here, if only a word."),
        words.Fault.TOO_LONG: _("This is too long. An emoji takes the room of two letters or more."),
        words.Fault.SEVERAL_LINES: _("This has to be one line."),
        words.Fault.UNSEEN: _(
            "There is a character in it that cannot be seen, or that turns the direction of the text. "
            "Type it anew instead of pasting it."
        ),
    }[fault]


def of_address(fault: addresses.Fault, channel: str) -> str:
    said = {
        addresses.Fault.EMPTY: _("An address is needed here."),
        addresses.Fault.TOO_LONG: _("This is longer than an address can be."),
        addresses.Fault.HIDDEN: _("There is a character in it that cannot be seen. Type it anew."),
        addresses.Fault.FORM: _("This does not look like an address of this kind."),
        addresses.Fault.SERVER: _("What stands after the sign @ or the colon is no name of a server."),
        addresses.Fault.ROOM: _("This is a group or a room. Messages go to one person alone."),
    }[fault]
    return _("%(said)s An address looks like this: %(example)s") % {"said": said, "example": example(channel)}


def example(channel: str) -> str:
    """What an address of a channel looks like."""
    return {
        Channel.EMAIL: "name@example.org",
        Channel.MATRIX: "@name:example.org",
        Channel.XMPP: "name@example.org",
        Channel.NTFY: "pRkq7Xw2",
        Channel.TELEGRAM: "123456789",
        Channel.SIGNAL: "name.01, +4915112345678",
    }[Channel(channel)]


def of_rhythm(problem: Problem) -> tuple[str, str]:
    """The name of the field beside which it stands, and the sentence."""
    return {
        Problem.UNKNOWN_ZONE: ("zone", _("Please choose the time you live by.")),
        Problem.NO_WEEKDAY: ("days", _("Please choose at least one day.")),
        Problem.NO_SUCH_TIME: ("end", _("Please choose two hours of the day.")),
        Problem.TOO_SHORT: (
            "end",
            _("Between them there has to be an hour at least."),
        ),
        Problem.NIGHT: (
            "night",
            _("These hours touch the night, from 22 to 8. Tick here if you mean it, or choose other hours."),
        ),
        Problem.ENDED: ("every", _("It has ended already. Renew it first.")),
        Problem.NEVER: (
            "every",
            _("No message fits in before the end. Renew it, or choose more days."),
        ),
    }[problem]
