"""One instrument under several codes (0 to 4 or 1 to 5, 1 = agree or 1 = disagree): which a file uses."""

from collections.abc import Sequence

from wellbeing.assessments.importing.cards import FactCard, Labels
from wellbeing.assessments.importing.questions import Question
from wellbeing.assessments.importing.report import Findings


def settle(
    card: FactCard, questions: Sequence[Question], directions: Sequence[int], findings: Findings
) -> tuple[FactCard, bool]:
    """The card under the codes of the file, and whether that could be told.

    `directions` say of each question whether its labels rise (+1) or fall (-1) with the numbers. Where two
    variants share their codes only that tells them apart, and where the words are not known nobody can.
    """
    if not card.variants:
        return card, True
    fitting = [each for each in (card, *card.variants) if _fits(each, questions)]
    if not fitting:
        return card, True
    if len(fitting) > 1:
        overall = sum(directions)
        if not any(directions):
            findings.add("variant_unknown", questions[0].node, card=card.id)
            return card, False
        wanted = Labels.FALLING if overall < 0 else Labels.RISING
        fitting = [each for each in fitting if each.labels is wanted] or fitting
    if fitting[0] is not card:
        codes = ", ".join(str(code) for code in sorted(fitting[0].codes))
        findings.add("variant_other", questions[0].node, card=card.id, codes=codes)
    return fitting[0], True


def _fits(card: FactCard, questions: Sequence[Question]) -> bool:
    """Whether most questions have these codes."""
    expected = sorted(card.codes)
    return sum(sorted(question.numbers) == expected for question in questions) * 2 > len(questions)
