"""A person's own words for a message: what they may hold. Imports no framework."""

import unicodedata
from enum import StrEnum

from wellbeing.checkins.contents import length

# Characters that print and yet show nothing, or turn what stands after them around.
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
JOINER = "\u200d"
UNFIT_KINDS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# What a joiner may follow: it puts several pictures into one.
PICTURES = {"So", "Sk", "Mn"}


class Fault(StrEnum):
    """Why words cannot be sent."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    SEVERAL_LINES = "several lines"
    UNSEEN = "unseen"  # control, bidirectional or invisible characters


class BadWords(ValueError):
    """These words cannot be sent. Carries why, never the words."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def read_subject(typed: str, longest: int) -> str:
    """One line of at most so much length. Raises BadWords."""
    subject = _read(typed, longest)
    if "\n" in subject:
        raise BadWords(Fault.SEVERAL_LINES)
    return subject


def read_text(typed: str, longest: int) -> str:
    """Lines of at most so much length together. Raises BadWords."""
    return _read(typed, longest)


def _read(typed: str, longest: int) -> str:
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise BadWords(Fault.EMPTY)
    if length(text) > longest:
        raise BadWords(Fault.TOO_LONG)
    if any(_is_unfit(text, place) for place in range(len(text))):
        raise BadWords(Fault.UNSEEN)
    return text


def _is_unfit(text: str, place: int) -> bool:
    letter = text[place]
    if letter == "\n":
        return False
    if letter == JOINER:
        return place == 0 or unicodedata.category(text[place - 1]) not in PICTURES
    return letter in UNSEEN or unicodedata.category(letter) in UNFIT_KINDS
