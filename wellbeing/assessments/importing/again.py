"""A draft as it stands, held against its fact card and the lint again.

Only what a draft can still tell is judged. What was found in the file itself (its own scoring, its language,
what was left out) stays as it was found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wellbeing.assessments.importing import compare, draft, factcards, languages, lint, mbi, own
from wellbeing.assessments.importing.compare import Chosen
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.questions import LOINC, Question, RawOption
from wellbeing.assessments.importing.report import Finding, Findings, Understood
from wellbeing.assessments.rules.definition import Instrument, Item, Option, Scale

# Kinds of findings that a draft can tell: these come and go with it. Others of a kind are of the file.
KINDS = frozenset(
    {
        "mbi",
        "card_matched",
        "card_none",
        "card_not_applied",
        "scales_by_hand",
        "figures_unverified",
        "own_differs",
        "item_count",
        "item_order",
        "gate_item",
        "variant_other",
        "variant_unknown",
        "code_set",
        "recall_missing",
        "recall_differs",
        "direction",
        "reversed_set",
        "reversed_by_codes",
        "duplicate_text",
        "label_sets",
        "label_diff",
        "label_block",
    }
)
OTHER_ORDER = "item_order"
OF_THE_FILE = frozenset(
    {
        "reversed_set.scoring",
        "reversed_set.not_taken",
        "reversed_set.marked",
        "item_count.name",
        "gate_item",
        "gate_item.open",
        "gate_item.scored",
        OTHER_ORDER,
    }
)

_CODE = re.compile(r"(?<![0-9])[0-9]{4,6}-[0-9](?![0-9])")


class NotComparable(Exception):
    """Nothing can be said of the draft; `why` names the reason.

    `no_numbers` are at its answers; its `order` is not the card's; the card's scales are a `misfit`.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Again:
    """What is so now. `scales` are those of the card where they fit a draft that has none of its own."""

    findings: tuple[Finding, ...]
    card: str = ""
    scales: tuple[Scale, ...] = ()


def is_of_draft(message: str) -> bool:
    return message.partition(".")[0] in KINDS and message not in OF_THE_FILE


def check(instrument: Instrument, *, cards: Sequence[FactCard], known: str, is_reordered: bool) -> Again:
    """`known` is the short name of the card that the file was held against, empty where there was none.

    `is_reordered` says that by the codes of its questions the file did not follow the card's order. Raises
    NotComparable.
    """
    questions = _questions(instrument)
    extract = _extract(instrument, questions)
    card = _card(extract, cards, known)
    if card is not None:
        questions = _placed(questions, card)
    coded = [question for question in questions if question.is_coded]
    if not coded:
        raise NotComparable("no_numbers")
    if is_reordered and card is not None and not coded[0].codes:
        raise NotComparable("order")
    findings = Findings()
    mbi.refuse_by_name(extract, findings)
    mbi.refuse_by_structure(extract, coded, findings)
    chosen = _against(card, extract, coded, findings)
    lint.check(coded, findings, is_known=bool(chosen.positions))
    fitting = chosen.card if chosen.is_whole and len(chosen.questions) == len(questions) else None
    scales = _scales(instrument, chosen, card, fitting, findings)
    told = [each for each in findings.report(Understood()).findings if is_of_draft(each.message)]
    return Again(tuple(told), card.id if card else "", scales)


def _card(extract: Extract, cards: Sequence[FactCard], known: str) -> FactCard | None:
    """The card that the file was held against, whatever the draft is called now; else one by its title."""
    if found := next((card for card in cards if card.id == known), None):
        return found
    match = factcards.match(cards, extract.names, extract.codes)
    return match.card if match else None


def _against(
    card: FactCard | None, extract: Extract, questions: Sequence[Question], findings: Findings
) -> Chosen:
    if card is None:
        findings.add("card_none")
        return Chosen(tuple(questions), (), is_whole=False)
    findings.add("card_matched", card=card.id)
    compare.say_unchecked(card, findings)
    chosen = compare.choose(card, questions, findings)
    compare.check_recall(chosen.card or card, languages.for_site(extract.lead), findings)
    return chosen


def _scales(
    instrument: Instrument,
    chosen: Chosen,
    card: FactCard | None,
    fitting: FactCard | None,
    findings: Findings,
) -> tuple[Scale, ...]:
    if draft.is_stand_in(instrument.scales):
        if fitting is not None:
            return draft.card_scales(fitting, chosen, [question.link for question in chosen.questions])
        if card is not None:
            findings.add("card_not_applied", card=card.id)
        findings.add("scales_by_hand")
    elif card is not None and (found := own.differing(instrument, chosen, chosen.card or card)):
        findings.add("own_differs", card=card.id, scales=", ".join(found))
    return ()


def _extract(instrument: Instrument, questions: list[Question]) -> Extract:
    return Extract(
        root=At(),
        title=dict(instrument.title),
        names=tuple(instrument.title.values()),
        codes=frozenset(code for question in questions for code in _CODE.findall(question.link)),
        copyright=instrument.licence.holder,
        lead=draft.in_languages(instrument.languages, instrument.recall),
        questions=questions,
    )


def _questions(instrument: Instrument) -> list[Question]:
    sets = {each.key: each.options for each in instrument.response_sets}
    return [
        _question(item, sets.get(item.response_set, ()), instrument.languages) for item in instrument.items
    ]


def _question(item: Item, options: Sequence[Option], known: Sequence[str]) -> Question:
    """Its place is its key."""
    at = At(item.key)
    answers = tuple(
        RawOption(at, "", "", draft.in_languages(known, option.text), option.code, "", option.code is None)
        for option in options
    )
    return Question(at, item.key, "", (), draft.in_languages(known, item.text), answers)


def _placed(questions: list[Question], card: FactCard) -> list[Question]:
    """With the codes that keys hold, as in files of LOINC, where these tell the place of every question."""
    found = [[code for code in _CODE.findall(each.link) if code in card.items_loinc] for each in questions]
    codes = [held[0] for held in found if len(held) == 1]
    if len(set(codes)) != len(questions):
        return questions
    return [replace(each, codes=((LOINC, code),)) for each, code in zip(questions, codes, strict=True)]
