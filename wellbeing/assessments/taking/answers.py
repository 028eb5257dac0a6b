"""A person's answers on their way through a request. Imports no framework.

In a form, question n is the field `q<n>` and its value the place of the option in its response set.
To follow the person from one page to the next without being stored, answers are written as one
character a question (`-` where there is none), always as long as the instrument has questions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wellbeing.assessments.rules.definition import Instrument, Option

PLACES = "0123456789abcdefghijklmnopqrstuvwxyz"
NO_ANSWER = "-"


class BadAnswers(ValueError):
    """Something that the form does not offer; `questions` holds the numbers from 1, never the answers."""

    def __init__(self, questions: Sequence[int]) -> None:
        super().__init__("answers the form does not offer")
        self.questions = tuple(questions)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What may be answered: for each question its key and the options of its response set, in order."""

    keys: tuple[str, ...]
    options: tuple[tuple[Option, ...], ...]

    @classmethod
    def of(cls, instrument: Instrument) -> "Sheet":
        sets = {each.key: each.options for each in instrument.response_sets}
        return cls(
            tuple(item.key for item in instrument.items),
            tuple(sets[item.response_set] for item in instrument.items),
        )

    def from_form(self, values: Callable[[str], list[str]]) -> str:
        """The line of answers from a form; `values` gives all values of a field. Raises BadAnswers."""
        line, bad = [], []
        for number, options in enumerate(self.options, start=1):
            given = values(f"q{number}")
            place = given[0] if given else ""
            if place in ("", NO_ANSWER) and len(given) < 2:
                line.append(NO_ANSWER)
            elif len(given) == 1 and len(place) == 1 and place in PLACES[: len(options)]:
                line.append(place)
            else:
                line.append(NO_ANSWER)
                bad.append(number)
        if bad:
            raise BadAnswers(bad)
        return "".join(line)

    def readable(self, values: Callable[[str], list[str]]) -> str:
        """What of a refused form can still be shown: a place for each question, a space where none is."""
        given = [values(f"q{number}")[-1:] for number in range(1, len(self.keys) + 1)]
        return "".join([each[0] if each and len(each[0]) == 1 else " " for each in given])

    def from_line(self, line: str) -> str:
        """The same line if it is one of this sheet. Raises BadAnswers."""
        if len(line) != len(self.keys):
            raise BadAnswers([])
        bad = [
            number
            for number, (place, options) in enumerate(zip(line, self.options, strict=True), start=1)
            if place != NO_ANSWER and place not in PLACES[: len(options)]
        ]
        if bad:
            raise BadAnswers(bad)
        return line

    def codes(self, line: str) -> dict[str, Decimal | None]:
        """The code of each answered question by its item's key, for scoring."""
        return {
            key: options[PLACES.index(place)].code
            for key, options, place in zip(self.keys, self.options, line, strict=True)
            if place != NO_ANSWER
        }

    def texts(self, line: str) -> tuple[str | None, ...]:
        """The code of each question's answer as text, None where none counts, in the order of the items."""
        return tuple(
            None if place == NO_ANSWER else texts[PLACES.index(place)]
            for texts, place in zip(self.texts_by_question(), line, strict=True)
        )

    def texts_by_question(self) -> tuple[tuple[str | None, ...], ...]:
        """For each question the codes of its options as text; one that counts as no answer has none."""
        return tuple(
            tuple(None if option.code is None else f"{option.code:f}" for option in options)
            for options in self.options
        )
