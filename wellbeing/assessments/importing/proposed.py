"""Scoring that a file states as lists of questions: compared with card and draft, never taken over."""

from collections.abc import Sequence
from dataclasses import dataclass

from wellbeing.assessments.importing.questionnaire import Expression
from wellbeing.assessments.importing.questions import Question
from wellbeing.assessments.importing.report import Findings


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of the draft: indexes among the questions with numbers. Without a card `method` is empty."""

    items: frozenset[int]
    turned: frozenset[int] = frozenset()
    method: str = ""


def check(
    expression: Expression,
    reached: frozenset[int],
    questions: Sequence[Question],
    scales: Sequence[Scale],
    findings: Findings,
) -> None:
    """`reached` are the questions that the file's scale takes in."""
    scale = next((one for one in scales if one.items == reached), None)
    if scale is None or not scale.method:
        _keep(expression, questions, reached, findings)
        return
    if expression.method and expression.method != scale.method:
        findings.add(
            "expression_vs_factcard.other_method",
            expression.node,
            found=expression.method,
            expected=scale.method,
        )
    if expression.reverses is None:
        return
    turned = frozenset(i for i in reached if questions[i].link in expression.reverses)
    if turned != scale.turned:
        findings.add(
            "reversed_set.scoring",
            expression.node,
            found=_links(questions, turned),
            expected=_links(questions, scale.turned),
        )


def check_partition(
    reached: Sequence[tuple[Expression, frozenset[int]]], questions: Sequence[Question], findings: Findings
) -> None:
    """How the file itself divides its questions, where no card tells: unevenly, some left or taken twice.

    A scale that holds another one whole is a total, and divides nothing.
    """
    sets = [items for _, items in reached if items]
    parts = [items for items in sets if not any(other < items for other in sets)]
    if len(parts) < 2:
        return
    first = next(expression for expression, items in reached if items in parts)
    left = frozenset(range(len(questions))) - frozenset().union(*parts)
    twice = frozenset(i for i in range(len(questions)) if sum(i in items for items in parts) > 1)
    if left or twice:
        findings.add(
            "scale_partition.rest",
            first.node,
            left=_links(questions, left),
            twice=_links(questions, twice),
        )
    if len({len(items) for items in parts}) > 1:
        sizes = ", ".join(str(len(items)) for items in parts)
        findings.add("scale_partition.sizes", first.node, sizes=sizes)


def _keep(
    expression: Expression, questions: Sequence[Question], reached: frozenset[int], findings: Findings
) -> None:
    """What the draft does not do, though the file does: for the person who sets up the scales."""
    if turned := frozenset(i for i in reached if questions[i].link in (expression.reverses or ())):
        findings.add("reversed_set.not_taken", expression.node, items=_links(questions, turned))


def _links(questions: Sequence[Question], indexes: frozenset[int]) -> str:
    return ", ".join(questions[i].link for i in sorted(indexes)) or "–"
