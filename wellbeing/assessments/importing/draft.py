"""The draft: a definition with what the file gives and, where a fact card fits, what the card knows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from wellbeing.assessments.importing import labels, languages
from wellbeing.assessments.importing.compare import Chosen
from wellbeing.assessments.importing.factcards import CardScale, FactCard
from wellbeing.assessments.importing.labelsets import key_of, label_sets
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.questions import Question, RawOption
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.rules import definition

# What the tables hold.
KEY_LENGTH = 80
SLUG_LENGTH = 40
TITLE_LENGTH = 120
LABEL_LENGTH = 200
RECALL_LENGTH = 300
HOLDER_LENGTH = 200

STAND_IN = "total"
TOTAL = {"ru": "Сумма", "en": "Total"}

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def build(
    extract: Extract, chosen: Chosen, card: FactCard | None, findings: Findings, *, today: date
) -> definition.Instrument | None:
    """The draft, or None where no language of the site has every text.

    A file that differs from its card does not get the card's name: a changed instrument is another one.
    """
    known = _languages(extract, chosen.questions, findings)
    if not known:
        return None
    keys = _keys(chosen.questions, findings)
    fitting = card if chosen.is_whole else None
    sets = {label_set.key: f"answers-{i}" for i, label_set in enumerate(label_sets(chosen.questions), 1)}
    if card is not None and fitting is None:
        findings.add("card_not_applied", card=card.id)
    if fitting is None:
        findings.add("scales_by_hand")
    return definition.Instrument(
        key=fitting.id if fitting is not None else _slug(extract),
        title=_title(extract, fitting, known, findings),
        about={},
        recall=_recall(extract, known, findings),
        is_validated=fitting is not None,
        items=tuple(
            definition.Item(key, in_languages(known, question.texts), sets[key_of(question)], is_sensitive)
            for key, question, is_sensitive in zip(
                keys, chosen.questions, _sensitive(chosen, card, findings), strict=True
            )
        ),
        response_sets=tuple(
            definition.ResponseSet(
                sets[label_set.key], tuple(_option(option, known, findings) for option in label_set.options)
            )
            for label_set in label_sets(chosen.questions)
        ),
        scales=_plain_scale(chosen, keys) if fitting is None else card_scales(fitting, chosen, keys),
        licence=_licence(extract, known, findings, today) if fitting is None else _unchecked(fitting.licence),
        languages=known,
    )


def _languages(extract: Extract, questions: Sequence[Question], findings: Findings) -> tuple[str, ...]:
    """Languages of the site in which every question and every answer has its text."""
    texts = [question.texts for question in questions]
    texts += [option.texts for question in questions for option in question.options]
    present = {language for text in texts for language in text}
    whole = []
    for language in languages.SITE:
        lacking = [
            question
            for question in questions
            if not all(language in text for text in (question.texts, *(o.texts for o in question.options)))
        ]
        if not lacking:
            whole.append(language)
        elif language in present:
            findings.add("translation_incomplete", lacking[0].node, language=language, count=len(lacking))
    for language in sorted(present - set(languages.SITE)):
        first = next(question for question in questions if language in _all_languages(question))
        findings.gather("language_left_out", first.node, language)
    if not whole:
        findings.add("no_language", extract.root, found=", ".join(sorted(present)) or "–")
    return tuple(whole)


def _all_languages(question: Question) -> set[str]:
    return {*question.texts, *(language for option in question.options for language in option.texts)}


def _keys(questions: Sequence[Question], findings: Findings) -> tuple[str, ...]:
    """Each question's linkId, or a name of our own where it is missing, repeated or too long."""
    keys: list[str] = []
    links = [question.link for question in questions]
    for i, question in enumerate(questions, 1):
        key = question.link
        if not key or len(key) > KEY_LENGTH or key in keys:
            key = next(
                name for n in range(len(links) + 1) if (name := f"item-{i + n}") not in {*links, *keys}
            )
            findings.add("link_replaced", question.node, link=question.link or "–", key=key)
        keys.append(key)
    return tuple(keys)


def _title(
    extract: Extract, card: FactCard | None, known: Sequence[str], findings: Findings
) -> Mapping[str, str]:
    if card is not None:
        return in_languages(known, card.title)
    fallback = languages.shown(extract.title, extract.names[0] if extract.names else "")
    if not fallback:
        findings.add("title_missing", extract.root)
        fallback = "…"
    return {language: extract.title.get(language, fallback)[:TITLE_LENGTH] for language in known}


def _recall(extract: Extract, known: Sequence[str], findings: Findings) -> Mapping[str, str]:
    """The lead text, in every language of the draft or in none."""
    lead = in_languages(known, extract.lead)
    if not lead:
        return {}
    if len(lead) < len(known) or max(map(len, lead.values())) > RECALL_LENGTH:
        findings.add("lead_left_out", text=languages.shown(lead), limit=RECALL_LENGTH)
        return {}
    return lead


def _option(option: RawOption, known: Sequence[str], findings: Findings) -> definition.Option:
    texts = in_languages(known, option.texts)
    if any(len(text) > LABEL_LENGTH for text in texts.values()):
        findings.add("too_long", option.node, length=max(map(len, texts.values())), limit=LABEL_LENGTH)
    cut = {language: text[:LABEL_LENGTH] for language, text in texts.items()}
    return definition.Option(option.code, cut, option.is_missing)


def _sensitive(chosen: Chosen, card: FactCard | None, findings: Findings) -> list[bool]:
    marked = []
    for i, question in enumerate(chosen.questions):
        on_card = card is not None and i < len(chosen.positions) and chosen.positions[i] in card.sensitive
        by_words = any(labels.is_sensitive(text) for text in question.texts.values())
        if on_card or by_words:
            message = "sensitive_item" if on_card else "sensitive_item.by_words"
            findings.add(message, question.node, text=languages.shown(question.texts))
        marked.append(on_card or by_words)
    return marked


def card_scales(card: FactCard, chosen: Chosen, keys: Sequence[str]) -> tuple[definition.Scale, ...]:
    """The scales of a card that fits; `keys` are those of the questions chosen."""
    by_position = dict(zip(chosen.positions, keys, strict=True))
    return tuple(_card_scale(scale, by_position, is_turned=chosen.is_turned) for scale in card.scales)


def _card_scale(scale: CardScale, keys: Mapping[int, str], *, is_turned: bool) -> definition.Scale:
    return definition.Scale(
        key=scale.key,
        title=scale.title,
        items=tuple(keys[i] for i in scale.items),
        reversed_items=frozenset() if is_turned else frozenset(keys[i] for i in scale.reversed),
        method=scale.method,
        min_answered=scale.min_answered,
        low=scale.low,
        high=scale.high,
        direction=scale.direction,
        is_strain=scale.direction is definition.Direction.HIGHER_IS_WORSE,
        bands=scale.bands,
        reliability=scale.reliability,
    )


def is_stand_in(scales: Sequence[definition.Scale]) -> bool:
    """Whether these claim nothing: none at all, or the sum over everything that a draft begins with."""
    if len(scales) != 1:
        return not scales
    (scale,) = scales
    claims = scale.bands or scale.reliability or scale.reversed_items or scale.meaning
    is_plain = scale.method is definition.Method.SUM and scale.min_answered == len(scale.items)
    return scale.key == STAND_IN and is_plain and not claims


def _plain_scale(chosen: Chosen, keys: Sequence[str]) -> tuple[definition.Scale, ...]:
    """One sum over everything with nothing claimed about it: all answers needed, no bands, no figures."""
    numbers = [question.numbers for question in chosen.questions]
    scale = definition.Scale(
        key=STAND_IN,
        title=TOTAL,
        items=tuple(keys),
        reversed_items=frozenset(),
        method=definition.Method.SUM,
        min_answered=len(keys),
        low=sum((min(codes) for codes in numbers), Decimal(0)),
        high=sum((max(codes) for codes in numbers), Decimal(0)),
        direction=definition.Direction.HIGHER_IS_WORSE,
    )
    return (scale,)


def _licence(extract: Extract, known: Sequence[str], findings: Findings, today: date) -> definition.Licence:
    findings.add("licence_unknown", copyright=extract.copyright or "–")
    return definition.Licence(
        definition.LicenceClass.OPERATOR,
        holder=extract.copyright[:HOLDER_LENGTH],
        evidence_on=today.isoformat() if extract.copyright else "",
        attribution={language: extract.copyright for language in known if extract.copyright},
    )


def _unchecked(licence: definition.Licence) -> definition.Licence:
    """What a card knows of the licence; that it allows this use is for a person to say of the draft."""
    return replace(licence, checked_by="", checked_on="")


def in_languages(known: Sequence[str], texts: Mapping[str, str]) -> dict[str, str]:
    """The texts in these languages."""
    return {language: texts[language] for language in known if texts.get(language)}


def _slug(extract: Extract) -> str:
    for name in extract.names[1:] + extract.names[:1]:
        slug = _NOT_SLUG.sub("-", name.rpartition("/")[2].casefold()).strip("-")[:SLUG_LENGTH].strip("-")
        if slug:
            return slug
    return "imported"
