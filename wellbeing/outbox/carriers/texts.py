"""The words of a letter as a carrier may pass them on. Imports no framework.

Control characters, half characters and what is no character at all are left out: some protocols end at
them, others hide behind them.
"""

import re

from wellbeing.outbox.letters import Letter

_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def one_line(text: str) -> str:
    """What is no printable character becomes a space, and spaces become one."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())


def lines(text: str) -> str:
    """Lines that end in one way, the last one without an end."""
    return _UNFIT.sub("", _LINE_END.sub("\n", text)).rstrip()


def whole(letter: Letter) -> str:
    """Subject and text for carriers that know no subject."""
    return "\n\n".join(filter(None, (one_line(letter.subject), lines(letter.text))))
