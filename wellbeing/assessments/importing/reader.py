"""From a file to a draft and a report.

1. Take archives apart, tell the format by the content and read within limits; an unreadable file ends here.
2. Find out which instrument it is: refuse the one that nobody may show, match a fact card.
3. Read questions, answers and their numbers; leave out what is not scored.
4. Look for defects: by the file alone, against the card, in the file's own scoring.
5. Make the draft, unless there is an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wellbeing.assessments.importing import (
    codes,
    compare,
    draft,
    expressions,
    factcards,
    formats,
    languages,
    lint,
    mbi,
    own,
    unpacking,
)
from wellbeing.assessments.importing.compare import Chosen
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.given import Given
from wellbeing.assessments.importing.proposed import Scale
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.questions import Question
from wellbeing.assessments.importing.report import Findings, Report, Understood
from wellbeing.assessments.rules import definition

# More questions than this nobody answers on one page.
SCORED_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Import:
    """A draft of the instrument, None where an error stands in the way, and what there is to say about it."""

    instrument: definition.Instrument | None
    report: Report


def read_questionnaire(
    data: bytes,
    valuesets: Sequence[bytes] = (),
    *,
    today: date,
    language: str = "",
    cards: Sequence[FactCard] | None = None,
) -> Import:
    """Reads a questionnaire in any of `formats.ALL`, with the files that it refers to.

    Whatever the bytes are, the answer is a report. `today` dates the evidence of the licence and tells
    whether the file calls itself expired. `language` is that of a file that names none. `cards` are the
    shipped fact cards unless given.
    """
    findings = Findings()
    data, *beside = unpacking.opened([data, *valuesets], findings)
    if findings.has_errors():
        return Import(None, findings.report(Understood()))
    reading = formats.recognise(data)
    extract = reading.head(data, Given(tuple(beside), language), findings)
    if extract is None or findings.has_errors():
        return Import(None, findings.report(Understood()))
    known = factcards.shipped() if cards is None else cards
    instrument, card = _read(reading, extract, known, findings, today)
    understood = _understood(extract, instrument, card)
    return Import(None if findings.has_errors() else instrument, findings.report(understood))


def _read(
    reading: formats.Format,
    extract: Extract,
    cards: Sequence[FactCard],
    findings: Findings,
    today: date,
) -> tuple[definition.Instrument | None, FactCard | None]:
    mbi.refuse_by_name(extract, findings)
    card = _card(extract, cards, findings)
    reading.read(extract, card, findings)
    questions = codes.scored(extract.questions, card, findings)
    mbi.refuse_by_structure(extract, questions, findings)
    if len(questions) > SCORED_ITEMS:
        findings.add("too_many_items", extract.root, count=len(questions), limit=SCORED_ITEMS)
    if findings.has_errors():
        return None, card
    if card is not None:
        chosen = compare.choose(card, questions, findings)
        card = chosen.card or card
        compare.check_recall(card, languages.for_site(extract.lead), findings)
    else:
        chosen = Chosen(tuple(questions), (), is_whole=False)
        lint.check_count(extract, len(questions), findings)
    lint.check(questions, findings, is_known=bool(chosen.positions))
    expressions.check(extract, questions, _scales(questions, chosen, card), card, findings)
    if card is not None and card.gates:
        _check_gates_count(extract, chosen, card, findings)
    _about_the_file(extract, findings, today)
    instrument = own.taken(extract, chosen, card, findings)
    return instrument or draft.build(extract, chosen, card, findings, today=today), card


def _card(extract: Extract, cards: Sequence[FactCard], findings: Findings) -> FactCard | None:
    match = factcards.match(cards, extract.names, extract.codes)
    if match is None:
        findings.add("card_none")
        return None
    findings.add("card_matched", card=match.card.id)
    for other in match.others:
        findings.add("card_ambiguous", card=match.card.id, other=other)
    compare.say_unchecked(match.card, findings)
    return match.card


def _scales(questions: Sequence[Question], chosen: Chosen, card: FactCard | None) -> list[Scale]:
    """The scales of the draft, by the indexes of their questions among all with numbers."""
    indexes = [i for i, question in enumerate(questions) if any(question is one for one in chosen.questions)]
    if card is None or not (chosen.is_whole or (card.gates and chosen.is_told(card))):
        return [Scale(frozenset(indexes))]
    by_position = dict(zip(chosen.positions, indexes, strict=True))
    return [
        Scale(
            frozenset(by_position[i] for i in scale.items),
            frozenset() if chosen.is_turned else frozenset(by_position[i] for i in scale.reversed),
            str(scale.method),
        )
        for scale in card.scales
    ]


def _check_gates_count(extract: Extract, chosen: Chosen, card: FactCard, findings: Findings) -> None:
    """The file's own scoring counts what only decides whether the others are asked."""
    asked = dict(zip(chosen.positions, chosen.questions, strict=False))
    for expression in extract.expressions[: expressions.EXPRESSIONS]:
        counted = [i for i in sorted(card.gates) if i in asked and expressions.takes_in(expression, asked[i])]
        if counted:
            items = ", ".join(map(str, counted))
            findings.add("gate_item.scored", expression.node, card=card.id, items=items)


def _about_the_file(extract: Extract, findings: Findings, today: date) -> None:
    """What holds for every import, and what the file says of itself."""
    findings.add("proofread")
    if extract.copyright:
        findings.add("copyright", extract.copyright_at, text=extract.copyright)
    if extract.retired_at is not None:
        findings.add("retired", extract.retired_at)
    if extract.ends is not None and extract.ends[1] < today.isoformat()[: len(extract.ends[1])]:
        findings.add("expired", extract.ends[0], on=extract.ends[1])


def _understood(
    extract: Extract, instrument: definition.Instrument | None, card: FactCard | None
) -> Understood:
    title = next((text for text in (*extract.title.values(), *extract.names) if text), "")
    card_id = card.id if card is not None else ""
    if instrument is None:
        return Understood(title, extract.standard, fact_card=card_id, format=extract.format)
    return Understood(
        title=title,
        format=extract.format,
        standard=extract.standard,
        languages=instrument.languages,
        items=len(instrument.items),
        response_sets=len(instrument.response_sets),
        scales=tuple(
            f"{scale.key}: {scale.method} of {len(scale.items)}, {scale.low}..{scale.high}"
            for scale in instrument.scales
        ),
        fact_card=card_id,
    )
