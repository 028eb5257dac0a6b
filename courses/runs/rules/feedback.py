"""What those who took part say of a run at its end: what they are asked, when, and what of it may be shown.

Few people say it, so a single answer could be somebody's face. Words are shown without anything beside them
when five answered; numbers when ten did, and not where nearly everyone said one thing.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from courses.runs.rules.states import Status

# The questions with their answers, in the order in which they are asked; a box holds their numbers.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "useful": ("yes", "partly", "no"),
    "safe": ("yes", "sometimes", "no"),
    "pace": ("right", "fast", "slow"),
}
NO_ANSWER = ""
LONGEST_TEXT = 1000
ROOM = len(QUESTIONS) + 4 * LONGEST_TEXT

TAKEN_FOR = timedelta(days=14)
FEWEST_FOR_WORDS = 5
FEWEST_FOR_NUMBERS = 10
NEARLY_EVERYONE = Fraction(9, 10)


class Phase(StrEnum):
    """Where the feedback of a run stands."""

    OFF = "off"  # of a run that is only planned, or was called off
    AHEAD = "ahead"
    TAKEN = "taken"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said: an answer to each question, or none, and words, or none."""

    answers: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each answer to a question was given, those without one among them.

    Where nearly everyone gave one, `nearly` is that one, and there are no counts.
    """

    question: str
    counts: tuple[tuple[str, int], ...] = ()
    nearly: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown: words in alphabetical order, None when too few answered; the same of the numbers."""

    texts: tuple[str, ...] | None
    counted: tuple[Counted, ...] | None


def phase(status: Status, ends: datetime | None, now: datetime) -> Phase:
    """`ends` is when the last session ends."""
    if ends is None or status in {Status.PLANNED, Status.CANCELLED}:
        return Phase.OFF
    if now < ends:
        return Phase.AHEAD
    return Phase.TAKEN if now < ends + TAKEN_FOR else Phase.OVER


def shown(said: Collection[Said]) -> Shown:
    """What may be shown of all that was said."""
    texts, counted = None, None
    if len(said) >= FEWEST_FOR_WORDS:
        texts = tuple(
            sorted((each.text for each in said if each.text), key=lambda text: (text.casefold(), text))
        )
    if len(said) >= FEWEST_FOR_NUMBERS:
        columns = zip(*(each.answers for each in said), strict=True)
        counted = tuple(
            _counted(question, column) for question, column in zip(QUESTIONS, columns, strict=True)
        )
    return Shown(texts, counted)


def pack(said: Said) -> bytes:
    """For a box of ROOM bytes."""
    numbers = [
        options.index(answer) + 1 if answer else 0
        for options, answer in zip(QUESTIONS.values(), said.answers, strict=True)
    ]
    return bytes(numbers) + said.text.encode()


def unpack(content: bytes) -> Said:
    """What `pack` wrote."""
    numbers, text = content[: len(QUESTIONS)], content[len(QUESTIONS) :]
    answers = [
        options[number - 1] if number else NO_ANSWER
        for options, number in zip(QUESTIONS.values(), numbers, strict=True)
    ]
    return Said(tuple(answers), text.decode())


def _counted(question: str, column: Collection[str]) -> Counted:
    found = Counter(column)
    most, times = found.most_common(1)[0]
    if times >= NEARLY_EVERYONE * len(column):
        return Counted(question, nearly=most)
    options = (*QUESTIONS[question], NO_ANSWER)
    return Counted(question, tuple((option, found[option]) for option in options))
