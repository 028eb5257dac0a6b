"""The sets of answers that questions share, and where two that should be one differ."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wellbeing.assessments.importing import labels
from wellbeing.assessments.importing.codes import label
from wellbeing.assessments.importing.questions import Question, RawOption
from wellbeing.assessments.importing.report import Findings

# Languages compared label by label: more make nothing clearer.
COMPARED = 6

SetKey = tuple[tuple[Decimal | None, tuple[tuple[str, str], ...]], ...]


@dataclass(slots=True)
class LabelSet:
    """One set of answers, with the questions that have it. `family` unites sets that differ by slips only."""

    key: SetKey
    options: tuple[RawOption, ...]
    questions: list[Question] = field(default_factory=list)
    family: int = 0


def key_of(question: Question) -> SetKey:
    """What makes two questions' answers the same: numbers and labels in their order."""
    return tuple((option.code, tuple(sorted(option.texts.items()))) for option in question.options)


def label_sets(questions: Sequence[Question]) -> list[LabelSet]:
    """In the order of their first question, each with its family."""
    found: dict[SetKey, LabelSet] = {}
    for question in questions:
        key = key_of(question)
        found.setdefault(key, LabelSet(key, question.options)).questions.append(question)
    sets = list(found.values())
    for i, label_set in enumerate(sets):
        label_set.family = next((other.family for other in sets[:i] if _are_near(other, label_set)), i)
    return sets


def differences(sets: Sequence[LabelSet], findings: Findings) -> None:
    """Labels in which a set differs from the most used set of its family."""
    for family in {label_set.family for label_set in sets}:
        members = [label_set for label_set in sets if label_set.family == family]
        usual = max(members, key=lambda label_set: len(label_set.questions))
        for label_set in members:
            if label_set is not usual:
                _compare(label_set, usual, findings)
    if len({label_set.family for label_set in sets}) > 1:
        findings.add("label_sets", sets[-1].questions[0].node, count=len({one.family for one in sets}))


def _compare(label_set: LabelSet, usual: LabelSet, findings: Findings) -> None:
    usual_by_code = {option.code: option for option in usual.options}
    for option in label_set.options:
        other = usual_by_code[option.code]
        if not _reads_like(option, other):
            findings.add("label_diff.sets", option.node, label=label(option), other=label(other))


def _are_near(one: LabelSet, other: LabelSet) -> bool:
    """The same numbers, and at least half of the labels."""
    texts = {option.code: option for option in one.options}
    if texts.keys() != {option.code for option in other.options}:
        return False
    same = sum(_reads_like(option, texts[option.code]) for option in other.options)
    return same * 2 >= len(other.options)


def _reads_like(one: RawOption, other: RawOption) -> bool:
    shared = sorted(one.texts.keys() & other.texts.keys())[:COMPARED]
    return bool(shared) and all(
        labels.normal(one.texts[language]) == labels.normal(other.texts[language]) for language in shared
    )
