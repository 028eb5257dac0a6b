"""Whether the numbers of answers run with their labels: everywhere, in some questions, or backwards."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from wellbeing.assessments.importing import labels
from wellbeing.assessments.importing.codes import label
from wellbeing.assessments.importing.questions import Question, RawOption
from wellbeing.assessments.importing.report import Findings

Ranked = list[tuple[Decimal, int]]


def check_jumps(questions: Sequence[Question], findings: Findings) -> None:
    """Labels that go up in one place and down in another: no order of the numbers fits them."""
    for question in questions:
        ranked = ranks(question)
        if labels.runs(ranked) and labels.is_mixed(ranked):
            findings.gather("direction.jumps", question.node, question.link, labels=listed(question))


def check(questions: Sequence[Question], findings: Findings) -> None:
    """Labels that say more while their numbers say less, where no card tells which way they should run.

    Some questions running against others with the same labels may be the reversed ones. Other labels run as
    they do, whatever the first do.
    """
    for members in _by_labels(questions).values():
        directions = [labels.runs(ranks(question)) for question in members]
        falling = [question for question, direction in zip(members, directions, strict=True) if direction < 0]
        if not falling:
            continue
        message = "reversed_set" if any(direction > 0 for direction in directions) else "direction"
        findings.add(
            message,
            falling[0].node,
            items=", ".join(question.link or question.node.path() for question in falling),
            count=len(falling),
            labels=listed(falling[0]),
        )


def of(question: Question) -> int:
    """+1 where labels say more as numbers rise, -1 where they say less, 0 where that cannot be told."""
    return labels.runs(ranks(question))


def ranks(question: Question) -> Ranked:
    """The answers by their numbers with how much their labels say (0..100), in the language best known.

    Empty where only a few of the labels are known: the others may order them otherwise.
    """
    best: Ranked = []
    for language in labels.lexicons():
        found = sorted(_ranked(question.options, language))
        if len(found) > len(best):
            best = found
    return best if 2 * len(best) >= len(question.numbers) else []


def listed(question: Question) -> str:
    """The answers by their numbers, as in "0 never, 1 often"."""
    numbered = [(option.code, label(option)) for option in question.options if option.code is not None]
    return ", ".join(f"{code} {text}" for code, text in sorted(numbered))


def _ranked(options: Sequence[RawOption], language: str) -> Iterator[tuple[Decimal, int]]:
    for option in options:
        rank = labels.rank(option.texts.get(language, ""), language)
        if option.code is not None and rank is not None:
            yield option.code, rank


def _by_labels(questions: Sequence[Question]) -> dict[frozenset[str], list[Question]]:
    """Questions with the same words in their answers, whatever the numbers."""
    found: dict[frozenset[str], list[Question]] = {}
    for question in questions:
        words = frozenset(
            labels.normal(label(option)) for option in question.options if not option.is_missing
        )
        found.setdefault(words, []).append(question)
    return found
