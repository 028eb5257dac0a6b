"""A file against the fact card of its instrument: every difference is a finding."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from wellbeing.assessments.importing import directions, labels, variants
from wellbeing.assessments.importing.cards import Labels
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.labelsets import label_sets
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
    `is_turned` says that the file's own numbers already turn the reversed items. `card` is the card under the
    codes that the file uses.
    """

    questions: tuple[Question, ...]
    positions: tuple[int, ...]
    is_whole: bool
    is_turned: bool = False
    card: FactCard | None = None

    def is_told(self, card: FactCard) -> bool:
        """Whether every item of the card is there once."""
        return sorted(self.positions) == list(range(1, card.count + 1))


def choose(card: FactCard, questions: Sequence[Question], findings: Findings) -> Chosen:
    """The card's items among the questions, and findings on all that differs."""
    picked, positions = _pick(card, questions)
    for question in questions:
        if not any(question is one for one in picked):
            findings.add("item_outside", question.node, card=card.id)
    missing = [str(i) for i in range(1, card.count + 1) if i not in positions]
    has_gates = card.gates <= set(positions)
    if len(picked) != card.count and (has_gates or not positions):
        last = picked[-1].node if picked else None
        findings.add("item_count", last, card=card.id, expected=card.count, found=len(picked))
    if positions and missing and has_gates:
        findings.add("item_count.missing", card=card.id, items=", ".join(missing))
    if list(positions) != sorted(positions):
        findings.add("item_order", picked[0].node, order=", ".join(str(i) for i in positions))
    _check_sheet(card, picked, findings)
    _check_gates(card, picked, positions, findings)
    running = [directions.of(question) for question in picked]
    card, is_settled = variants.settle(card, picked, running, findings)
    has_codes = _check_codes(card, picked, positions, findings)
    _check_label_sets(card, picked, positions, findings)
    _check_words(card, picked, findings)
    turned = _turned(card, positions, running)
    runs_right = _check_reversed(card, dict(zip(positions, picked, strict=False)), turned, findings)
    is_whole = has_codes and runs_right and is_settled and not card.gates
    chosen = Chosen(tuple(picked), tuple(positions), is_whole, is_turned=bool(turned), card=card)
    return chosen if chosen.is_told(card) else replace(chosen, is_whole=False)


def say_unchecked(card: FactCard, findings: Findings) -> None:
    """The figures of the card that nobody has verified at their source."""
    for scale in card.scales:
        for figure in scale.unchecked:
            findings.add(f"figures_unverified.{figure}", card=card.id, scale=scale.key)
    for figure in card.unchecked:
        findings.add(f"figures_unverified.{figure}", card=card.id)


def check_recall(card: FactCard, lead: dict[str, str], findings: Findings) -> None:
    """The period asked about is part of the instrument: another period is another instrument."""
    expected = " / ".join(str(days) for days in card.recall_days)
    if not lead and expected:
        findings.add("recall_missing", days=expected)
    for text in lead.values():
        days = recall_days(text)
        if days is not None and days not in card.recall_days:
            findings.add("recall_differs", text=text, days=days, expected=expected or "–")


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
    if card.gates and len(questions) == card.count - len(card.gates):
        return list(questions), [i for i in range(1, card.count + 1) if i not in card.gates]
    for label_set in label_sets(questions):
        if len(label_set.questions) == card.count:
            return label_set.questions, list(range(1, card.count + 1))
    return list(questions), []


def _position(question: Question, card: FactCard) -> int | None:
    for code in question.loinc:
        if code in card.items_loinc:
            return card.items_loinc.index(code) + 1
    return None


def _check_sheet(card: FactCard, questions: Sequence[Question], findings: Findings) -> None:
    """What the card says of the order of its items."""
    if card.order and not any(_position(question, card) for question in questions):
        findings.add("item_order.sheet", card=card.id, sheet=card.order)


def _check_gates(
    card: FactCard, questions: Sequence[Question], positions: Sequence[int], findings: Findings
) -> None:
    """Items that decide whether others are asked: whether they are there, and whether they decide."""
    if not card.gates or not questions:
        return
    items, first = _listed(card.gates), questions[0].node
    if positions and not card.gates <= set(positions):
        findings.add("gate_item.absent", first, card=card.id, items=items)
        return
    findings.add("gate_item.card", first, card=card.id, items=items)
    gated = findings.gathered("gate_item")
    if not any(_is_among(question, gated) for question in questions):
        findings.add("gate_item.open", first, card=card.id, items=items)


def _is_among(question: Question, names: frozenset[str]) -> bool:
    """By its own name or by that of the array which it is a row of."""
    return any(question.link == name or question.link.startswith(f"{name}_") for name in names)


def _check_codes(
    card: FactCard, questions: Sequence[Question], positions: Sequence[int], findings: Findings
) -> bool:
    has_all = True
    for question, position in zip_longest(questions, positions):
        expected, found = sorted(card.codes_of(position)), sorted(question.numbers)
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


def _check_label_sets(
    card: FactCard, questions: Sequence[Question], positions: Sequence[int], findings: Findings
) -> None:
    families: dict[int, list[Question]] = {}
    for label_set in label_sets(questions):
        families.setdefault(label_set.family, []).extend(label_set.questions)
    if len(families) != len(card.blocks):
        findings.add(
            "label_block",
            [*families.values()][-1][0].node,
            card=card.id,
            found=len(families),
            expected=len(card.blocks),
        )
        return
    if len(positions) != len(questions) or len(card.blocks) == 1:
        return
    by_id = {id(question): position for question, position in zip(questions, positions, strict=True)}
    for members in families.values():
        found = {by_id[id(question)] for question in members}
        block = max(card.blocks, key=lambda block: len(found & set(block.items)))
        for question in members:
            if by_id[id(question)] not in block.items:
                findings.add(
                    "label_block.item", question.node, card=card.id, item=by_id[id(question)], block=block.key
                )


def _check_words(card: FactCard, questions: Sequence[Question], findings: Findings) -> None:
    for label_set in label_sets(questions):
        for option in label_set.options:
            for language, words in card.bad_words.items():
                text = option.texts.get(language, "")
                for word in set(words) & set(labels.normal(text).split()):
                    findings.add("label_diff.card", option.node, card=card.id, label=text, word=word)


def _turned(card: FactCard, positions: Sequence[int], running: Sequence[int]) -> set[int]:
    """The items whose numbers run against the card's way, as far as their labels tell."""
    against = -1 if card.labels is Labels.RISING else 1
    return {position for position, way in zip(positions, running, strict=False) if way == against}


def _check_reversed(
    card: FactCard, asked: Mapping[int, Question], turned: set[int], findings: Findings
) -> bool:
    """Whether the file's numbers run backwards nowhere, or for exactly the items that the card reverses."""
    if not turned:
        return True
    if turned == card.reversed:
        findings.add("reversed_by_codes", items=_listed(turned))
        return True
    plain = asked.keys() - card.reversed
    first = asked[min(turned ^ card.reversed)] if (turned ^ card.reversed) <= asked.keys() else None
    if plain and plain <= turned:
        findings.add(
            "direction.card",
            asked[min(plain)].node,
            card=card.id,
            items=_listed(plain),
            labels=directions.listed(asked[min(plain)]),
        )
    else:
        findings.add(
            "reversed_set.card",
            first.node if first is not None else None,
            card=card.id,
            found=_listed(turned),
            expected=_listed(card.reversed) or "–",
        )
    return False


def _listed(items: Iterable[int]) -> str:
    """Numbers of items with neighbours taken together: "1–12, 14"."""
    rows: list[list[int]] = []
    for i in sorted(items):
        if rows and i == rows[-1][-1] + 1:
            rows[-1].append(i)
        else:
            rows.append([i])
    return ", ".join(f"{row[0]}–{row[-1]}" if len(row) > 2 else ", ".join(map(str, row)) for row in rows)
