"""The file's own scoring, looked at as text. It is never run: it is a stranger's program, and often wrong.

From a FHIRPath expression only this is taken: which questions it seems to reach, whether it does anything but
add, and where it looks for the numbers. Bands that the file states in prose are compared by their edges.
"""

import re
from collections.abc import Sequence

from wellbeing.assessments.importing import proposed
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.questionnaire import Expression, Extract
from wellbeing.assessments.importing.questions import Question
from wellbeing.assessments.importing.report import Findings

_EXCLUDED = re.compile(r"linkId\s*!=\s*['\"]([^'\"]*)['\"]")
_INCLUDED = re.compile(r"linkId\s*=\s*['\"]([^'\"]*)['\"]")
_LISTED = re.compile(r"linkId\s+in\s*\(([^)]*)\)")
_QUOTED = re.compile(r"['\"]([^'\"]*)['\"]")
_EVERYWHERE = re.compile(r"\b(?:descendants|repeat|answers)\s*\(")
_ON_THE_ANSWER = re.compile(r"\.value\s*\.\s*(?:ordinal|extension)|\bordinalValue\s*\(")
_NOT_A_SUM = re.compile(r"[*/]\s*[0-9]|\bavg\s*\(|\bdiv\b|-\s*\(?\s*[%0-9]")
_STEP = re.compile(r"\bitem\b")

# "5-9: mild", "10 – 14 = moderate", "15-19 много": a range of scores and a word for it.
_BAND = re.compile(r"(?<![0-9.])([0-9]{1,3})\s*[-–—]\s*([0-9]{1,3})(?![0-9.])\s*[:=]?\s*(?=[^\W\d_])")
FEWEST_BANDS = 3
MOST_BANDS = 40
# An instrument has a handful of totals; beyond that a file is not worth the reading.
EXPRESSIONS = 20
PROSE = 100


def check(
    extract: Extract,
    questions: Sequence[Question],
    scales: Sequence[proposed.Scale],
    card: FactCard | None,
    findings: Findings,
) -> None:
    """`questions` are those with numbers, `scales` the indexes of each scale's questions among them."""
    if len(extract.expressions) > EXPRESSIONS:
        findings.add("left_out.scoring", extract.expressions[EXPRESSIONS].node, limit=EXPRESSIONS)
    for expression in extract.expressions[:EXPRESSIONS]:
        _check_expression(expression, questions, scales, findings)
    if card is None:
        listed = [one for one in extract.expressions[:EXPRESSIONS] if one.links is not None]
        proposed.check_partition([(one, _reached(one, questions)) for one in listed], questions, findings)
    _check_bands(extract, card, findings)


def _check_expression(
    expression: Expression,
    questions: Sequence[Question],
    scales: Sequence[proposed.Scale],
    findings: Findings,
) -> None:
    text = expression.text
    findings.add("scoring_not_run", expression.node, expression=text)
    if not expression.method and _NOT_A_SUM.search(_QUOTED.sub("", text)):
        findings.add("expression_vs_factcard.method", expression.node, expression=text)
    if (
        expression.links is None
        and _EVERYWHERE.search(text)
        and not _INCLUDED.search(text)
        and not _LISTED.search(text)
    ):
        findings.add("sum_scope", expression.node)
    if _ON_THE_ANSWER.search(text) and not any(
        option.place == "coding" for question in questions for option in question.options
    ):
        findings.add("expression_vs_factcard.place", expression.node, expression=text)
        return
    reached = _reached(expression, questions)
    if expression.links is not None:
        proposed.check(expression, reached, questions, scales, findings)
    sets = [scale.items for scale in scales]
    if reached in sets:
        findings.add("expression_agrees", expression.node, count=len(reached))
    elif not reached:
        findings.add("expression_vs_factcard.none", expression.node, expression=text)
    elif scales[0].method or expression.links is None:
        message = "expression_vs_factcard.items" if len(scales) == 1 else "scale_partition"
        nearest = min(sets, key=lambda items: len(items ^ reached), default=frozenset[int]())
        extra, lacking = reached - nearest, nearest - reached
        findings.add(
            message, expression.node, extra=_links(questions, extra), lacking=_links(questions, lacking)
        )


def _reached(expression: Expression, questions: Sequence[Question]) -> frozenset[int]:
    return frozenset(i for i, question in enumerate(questions) if takes_in(expression, question))


def takes_in(expression: Expression, question: Question) -> bool:
    """Whether the file's scoring seems to count the question."""
    if expression.links is not None:
        return question.link in expression.links
    return _reaches(expression.text, question)


def _reaches(text: str, question: Question) -> bool:
    """Whether the expression seems to take in the question, by its linkId and by how deep it lies."""
    if question.link in _EXCLUDED.findall(text):
        return False
    named = set(_INCLUDED.findall(text))
    for listed in _LISTED.findall(text):
        named.update(_QUOTED.findall(listed))
    if named:
        return question.link in named
    if _EVERYWHERE.search(text):
        return True
    return len(_STEP.findall(_QUOTED.sub("", text))) == len(_STEP.findall(question.node.path()))


def _links(questions: Sequence[Question], indexes: frozenset[int]) -> str:
    return ", ".join(questions[i].link for i in sorted(indexes)) or "–"


def _check_bands(extract: Extract, card: FactCard | None, findings: Findings) -> None:
    for node, text in extract.prose[:PROSE]:
        ranges = _narrow([(int(low), int(high)) for low, high in _BAND.findall(text)])
        if len(ranges) < FEWEST_BANDS:
            continue
        shown = ", ".join(f"{low}–{high}" for low, high in ranges)
        edges = {low for low, _ in ranges[1:]}
        if card is None or any(edges == _edges(card, i) for i in range(len(card.scales))):
            findings.add("bands_without_source", node, bands=shown)
        else:
            findings.add("bands_without_source.differ", node, bands=shown)


def _narrow(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without the range of the whole score, which prose names in the same form."""
    return [
        (low, high)
        for low, high in ranges[:MOST_BANDS]
        if not any(
            low <= other[0] <= other[1] <= high for other in ranges[:MOST_BANDS] if other != (low, high)
        )
    ]


def _edges(card: FactCard, scale: int) -> set[int]:
    """Where the card's bands start, without the lowest: files begin that at 0 or 1."""
    return {int(band.starts_at) for band in card.scales[scale].bands[1:]}
