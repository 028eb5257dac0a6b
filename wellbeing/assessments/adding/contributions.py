"""Answers as a contribution to the picture. Imports no framework."""

from wellbeing.assessments.rules.definition import Instrument
from wellbeing.assessments.taking.answers import Sheet
from wellbeing.ballots import contents
from wellbeing.ballots.contents import Contribution, NotAContribution
from wellbeing.privacy.sealing import DoesNotFit

# As long as any region's code.
A_REGION = "RU-KDA"


def contribution_of(
    instrument: Instrument, number: int, *, language: str, answers: tuple[str | None, ...], region: str
) -> Contribution:
    """Answers to version `number` of an instrument. Raises NotAContribution."""
    return Contribution(instrument.key, number, language, answers, region)


def always_fits(instrument: Instrument, number: int, *, language: str) -> bool:
    """Whether any answers to this version have room in a ballot; where some have not, none are asked for."""
    widest = tuple(
        max(filter(None, texts), key=len, default=None) for texts in Sheet.of(instrument).texts_by_question()
    )
    try:
        contents.to_bytes(
            contribution_of(instrument, number, language=language, answers=widest, region=A_REGION)
        )
    except (DoesNotFit, NotAContribution):
        return False
    return True
