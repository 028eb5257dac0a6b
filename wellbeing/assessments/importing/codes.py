"""Which questions count: those whose answers have numbers. Order never stands in for a number."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from wellbeing.assessments.importing import languages
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.questions import LOINC, Question, RawOption
from wellbeing.assessments.importing.report import Findings


def scored(questions: Sequence[Question], card: FactCard | None, findings: Findings) -> list[Question]:
    """The questions with numbers, each answer either numbered or counted as no answer.

    Where a file gives no numbers at all, those of the card (by the answers' own codes) or the answers' codes
    themselves (where they are numbers) are taken, and a person has to confirm it.
    """
    settled = [_numbered(question, card, findings) for question in questions]
    found = [_whole(question, findings) for question in settled if question.is_coded]
    if not found:
        first = questions[0].node if questions else None
        findings.add("codes_missing.all" if questions else "no_questions", first)
        return []
    on_codings = [option for question in found for option in question.options if option.place == "coding"]
    if on_codings:
        findings.add("weight_location", on_codings[0].node)
    known = {_names(question) for question in found}
    for question in settled:
        if not question.is_coded:
            message = "codes_missing.item" if _names(question) in known else "left_out.unscored"
            findings.add(message, question.node)
    return found


def _numbered(question: Question, card: FactCard | None, findings: Findings) -> Question:
    answers = [option for option in question.options if not option.is_missing]
    if any(option.code is not None for option in answers):
        return question
    if card is not None and answers and all(_on_card(option, card) for option in answers):
        findings.add("codes_missing.from_card", question.node, card=card.id)
        return _with_codes(question, {option.name: card.answers[option.name] for option in answers})
    numbers = {option.name: option.number_in_name() for option in answers}
    by_name = {name: number for name, number in numbers.items() if number is not None}
    if len(by_name) == len(answers) >= 2:
        findings.add("codes_missing.from_names", question.node)
        return _with_codes(question, by_name)
    return question


def _on_card(option: RawOption, card: FactCard) -> bool:
    return option.system == LOINC and option.name in card.answers


def _with_codes(question: Question, codes: dict[str, Decimal]) -> Question:
    return replace(
        question,
        options=tuple(
            option if option.is_missing else replace(option, code=codes[option.name])
            for option in question.options
        ),
    )


def _whole(question: Question, findings: Findings) -> Question:
    """Every answer has its own number or counts as none."""
    seen: dict[Decimal, RawOption] = {}
    options = []
    for option in question.options:
        if option.code is None and not option.is_missing:
            findings.add("codes_missing.option", option.node, label=label(option))
        elif option.code is not None and option.code in seen:
            findings.add("code_repeated", option.node, code=option.code, label=label(option))
        elif option.code is not None:
            seen[option.code] = option
            _compare_name(option, findings)
        options.append(replace(option, is_missing=option.code is None))
    return replace(question, options=tuple(options))


def _compare_name(option: RawOption, findings: Findings) -> None:
    number = option.number_in_name()
    if number is not None and number != option.code:
        findings.add("variable_map.option", option.node, name=number, code=option.code)


def _names(question: Question) -> frozenset[tuple[str, str, str]]:
    return frozenset((option.system, option.name, label(option)) for option in question.options)


def label(option: RawOption) -> str:
    """One of the answer's texts, or its code."""
    return languages.shown(option.texts, option.name)
