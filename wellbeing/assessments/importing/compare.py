"""A file against the fact card of its instrument: every difference is a finding."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wellbeing.assessments.importing import labels, lint
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.labelsets import LabelSet, label_sets
from wellbeing.assessments.importing.questions import Question
from wellbeing.assessments.importing.report import Findings

_WORDS = {
    **dict.fromkeys(("one", "last", "past", "одну", "один", "последнюю", "последний", "прошлую"), 1),
    **dict.fromkeys(("two", "две", "двух", "два"), 2),
    **dict.fromkeys(("three", "три", "трех"), 3),
    **dict.fromkeys(("four", "четыре", "четырех"), 4),
    **dict.fromkeys(("seven", "семь", "семи"), 7),
}
_UNITS = (
    (1, re.compile(r"days?|дн\w*|день")),
    (7, re.compile(r"weeks?|недел\w*")),
    (30, re.compile(r"months?|месяц\w*")),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The questions that go into the draft, in the order of the file.

    `positions` are their numbers on the card, from 1; empty where they could not be told. `is_whole` says
    that the card's scales, bands and figures fit: every item is there once, with the codes it should have.
    `is_turned` says that the file's own numbers already turn the reversed items.
    """

    questions: tuple[Question, ...]
    positions: tuple[int, ...]
    is_whole: bool
    is_turned: bool = False


def choose(card: FactCard, questions: Sequence[Question], findings: Findings) -> Chosen:
    """The card's items among the questions, and findings on all that differs."""
    picked, positions = _pick(card, questions)
    for question in questions:
        if not any(question is one for one in picked):
            findings.add("item_outside", question.node, card=card.id)
    missing = [str(i) for i in range(1, card.count + 1) if i not in positions]
    if len(picked) != card.count:
        findings.add("item_count", card=card.id, expected=card.count, found=len(picked))
    if positions and missing:
        findings.add("item_count.missing", card=card.id, items=", ".join(missing))
    if list(positions) != sorted(positions):
        findings.add("item_order", picked[0].node, order=", ".join(str(i) for i in positions))
    has_codes = _check_codes(card, picked, findings)
    _check_label_sets(card, picked, findings)
    _check_words(card, picked, findings)
    falling = {
        position
        for question, position in zip(picked, positions, strict=False)
        if labels.runs(lint.ranks(question)) < 0
    }
    runs_right = _check_reversed(card, falling, findings)
    is_whole = has_codes and runs_right and sorted(positions) == list(range(1, card.count + 1))
    return Chosen(tuple(picked), tuple(positions), is_whole, is_turned=bool(falling))


def check_recall(card: FactCard, lead: dict[str, str], findings: Findings) -> None:
    """The period asked about is part of the instrument: another period is another instrument."""
    if not lead:
        findings.add("recall_missing", days=card.recall_days)
    for text in lead.values():
        days = recall_days(text)
        if days is not None and days != card.recall_days:
            findings.add("recall_differs", text=text, days=days, expected=card.recall_days)


def recall_days(text: str) -> int | None:
    """The period that a text names in Russian or English ("two weeks", "7 дней"), in days."""
    words = labels.normal(text).split()
    for before, word in pairwise(words):
        number = int(before) if before.isdecimal() and len(before) < 4 else _WORDS.get(before)
        for days, unit in _UNITS:
            if number is not None and unit.fullmatch(word):
                return number * days
    return None


def _pick(card: FactCard, questions: Sequence[Question]) -> tuple[list[Question], list[int]]:
    """By code; else all of them if they are as many; else those of the one answer set that as many share."""
    by_code = [(question, _position(question, card)) for question in questions]
    known = [(question, position) for question, position in by_code if position is not None]
    if known:
        return [question for question, _ in known], [position for _, position in known]
    if len(questions) == card.count:
        return list(questions), list(range(1, card.count + 1))
    for label_set in label_sets(questions):
        if len(label_set.questions) == card.count:
            return label_set.questions, list(range(1, card.count + 1))
    return list(questions), []


def _position(question: Question, card: FactCard) -> int | None:
    for code in question.loinc:
        if code in card.items_loinc:
            return card.items_loinc.index(code) + 1
    return None


def _check_codes(card: FactCard, questions: Sequence[Question], findings: Findings) -> bool:
    expected = sorted(card.codes)
    has_all = True
    for question in questions:
        found = sorted(question.numbers)
        if found != expected:
            has_all = False
            findings.add(
                "code_set",
                question.node,
                card=card.id,
                found=", ".join(str(code) for code in found),
                expected=", ".join(str(code) for code in expected),
            )
    return has_all


def _check_label_sets(card: FactCard, questions: Sequence[Question], findings: Findings) -> None:
    families: dict[int, LabelSet] = {}
    for label_set in label_sets(questions):
        families.setdefault(label_set.family, label_set)
    if len(families) != card.label_sets:
        findings.add(
            "label_block",
            [*families.values()][-1].questions[0].node,
            card=card.id,
            found=len(families),
            expected=card.label_sets,
        )


def _check_words(card: FactCard, questions: Sequence[Question], findings: Findings) -> None:
    for label_set in label_sets(questions):
        for option in label_set.options:
            for language, words in card.bad_words.items():
                text = option.texts.get(language, "")
                for word in set(words) & set(labels.normal(text).split()):
                    findings.add("label_diff.card", option.node, card=card.id, label=text, word=word)


def _check_reversed(card: FactCard, falling: set[int], findings: Findings) -> bool:
    """Whether the file's numbers run backwards nowhere, or for exactly the items that the card reverses."""
    reversed_items = {i for scale in card.scales for i in scale.reversed}
    if falling and falling != reversed_items:
        findings.add(
            "reversed_set.card",
            card=card.id,
            found=", ".join(str(i) for i in sorted(falling)),
            expected=", ".join(str(i) for i in sorted(reversed_items)) or "–",
        )
        return False
    if falling:
        findings.add("reversed_by_codes", items=", ".join(str(i) for i in sorted(falling)))
    return True
