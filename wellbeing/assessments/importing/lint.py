"""Defects that a file betrays by itself, without knowing which instrument it should be."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from wellbeing.assessments.importing import labels
from wellbeing.assessments.importing.codes import label
from wellbeing.assessments.importing.labelsets import LabelSet, differences, label_sets
from wellbeing.assessments.importing.questions import Question, RawOption
from wellbeing.assessments.importing.report import Findings

_LOINC = re.compile(r"(?<![0-9])[0-9]{4,6}-[0-9](?![0-9])")
_LAST_NUMBER = re.compile(r"([0-9]{1,3})\D*$")


def check(questions: Sequence[Question], findings: Findings) -> None:
    sets = label_sets(questions)
    _duplicate_texts(questions, findings)
    _spelling(sets, findings)
    differences(sets, findings)
    _directions(questions, findings)
    _variables(questions, findings)


def _duplicate_texts(questions: Sequence[Question], findings: Findings) -> None:
    first: dict[tuple[str, str], Question] = {}
    for question in questions:
        for language, text in question.texts.items():
            other = first.setdefault((language, labels.normal(text)), question)
            if other is not question:
                findings.add(
                    "duplicate_text", question.node, text=text, first=other.node.path(), language=language
                )


def _spelling(sets: Sequence[LabelSet], findings: Findings) -> None:
    for label_set in sets:
        for option in label_set.options:
            for language, text in option.texts.items():
                for word, known in labels.misspelt(text, language):
                    findings.add("label_diff.spelling", option.node, label=text, word=word, known=known)


def _directions(questions: Sequence[Question], findings: Findings) -> None:
    """Labels that say more while their numbers say less: everywhere, or in some questions only."""
    falling = []
    rising = 0
    for question in questions:
        ranked = ranks(question)
        direction = labels.runs(ranked)
        if direction and labels.is_mixed(ranked):
            findings.add("direction.jumps", question.node, labels=_listed(question))
        if direction < 0:
            falling.append(question)
        rising += direction > 0
    if falling and rising:
        links = ", ".join(question.link or question.node.path() for question in falling)
        findings.add("reversed_set", falling[0].node, items=links, count=len(falling))
    elif falling:
        findings.add("direction", falling[0].node, labels=_listed(falling[0]))


def ranks(question: Question) -> list[tuple[Decimal, int]]:
    """The answers by their numbers with how much their labels say (0..100), in the language best known."""
    best: list[tuple[Decimal, int]] = []
    for language in labels.lexicons():
        found = sorted(_ranked(question.options, language))
        if len(found) > len(best):
            best = found
    return best


def _ranked(options: Sequence[RawOption], language: str) -> Iterator[tuple[Decimal, int]]:
    for option in options:
        rank = labels.rank(option.texts.get(language, ""), language)
        if option.code is not None and rank is not None:
            yield option.code, rank


def _listed(question: Question) -> str:
    """The answers by their numbers, as in "0 never, 1 often"."""
    numbered = [(option.code, label(option)) for option in question.options if option.code is not None]
    return ", ".join(f"{code} {text}" for code, text in sorted(numbered))


def _variables(questions: Sequence[Question], findings: Findings) -> None:
    """Names of a question that speak of different questions: its link, its code, its printed number."""
    seen: Counter[str] = Counter()
    for question in questions:
        in_link = set(_LOINC.findall(question.link))
        if in_link and question.loinc and not in_link & set(question.loinc):
            findings.add("variable_map.code", question.node, link=question.link, code=question.loinc[0])
        for code in question.loinc[:1]:
            seen[code] += 1
            if seen[code] > 1:
                findings.add("variable_map.repeated", question.node, code=code)
    for question, link, prefix in _misnumbered(questions):
        findings.add("variable_map.number", question.node, link=link, prefix=prefix)


def _misnumbered(questions: Sequence[Question]) -> Iterator[tuple[Question, str, str]]:
    """Questions whose link and printed number do not differ by the same as in most others."""
    numbered = []
    for question in questions:
        link, prefix = (_LAST_NUMBER.search(name) for name in (question.link, question.prefix))
        if link and prefix and not _LOINC.search(question.link):
            numbered.append((question, int(link[1]) - int(prefix[1])))
    usual = Counter(shift for _, shift in numbered).most_common(1)
    for question, shift in numbered:
        if shift != usual[0][0]:
            yield question, question.link, question.prefix
