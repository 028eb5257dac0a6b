"""Defects that a file betrays by itself, without knowing which instrument it should be."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from wellbeing.assessments.importing import directions, labels
from wellbeing.assessments.importing.labelsets import LabelSet, differences, label_sets
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.questions import Question
from wellbeing.assessments.importing.report import Findings

_LOINC = re.compile(r"(?<![0-9])[0-9]{4,6}-[0-9](?![0-9])")
ABOUT = ("often", "much")
MOST_COUNTS = 2
# Single digits are as often a version, or the number of a manual.
_NUMBER_IN_NAME = re.compile(r"(?<=[^\W\d_])(?<!covid)[- ]?([1-9][0-9])(?![\w-])", re.IGNORECASE)
_ITEMS = re.compile(r"(?<![\w-])([1-9][0-9]{0,2})[- ](?:items?\b|вопрос|пункт|утвержден)", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"([0-9]{1,3})\D*$")


def check(questions: Sequence[Question], findings: Findings, *, is_known: bool = False) -> None:
    """`is_known` says that a card has told which way the numbers of each question should run."""
    sets = label_sets(questions)
    _duplicate_texts(questions, findings)
    _spelling(sets, findings)
    differences(sets, findings)
    directions.check_jumps(questions, findings)
    if not is_known:
        directions.check(questions, findings)
    _asked_and_answered(questions, findings)
    _variables(questions, findings)


def check_count(extract: Extract, count: int, findings: Findings) -> None:
    """A name or description says how many questions there are ("ABC-23"), and the file holds another number.

    Texts that name many numbers speak of parts, or of relatives of the instrument.
    """
    names = [*extract.names, *extract.title.values()]
    said = {int(found) for name in names for found in _NUMBER_IN_NAME.findall(name)}
    for text in [*names, *(text for _, text in extract.prose)]:
        said.update(int(found) for found in _ITEMS.findall(text))
    if 0 < len(said) <= MOST_COUNTS and count not in said:
        named = ", ".join(map(str, sorted(said)))
        findings.add("item_count.name", extract.root, named=named, found=count)


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


def _asked_and_answered(questions: Sequence[Question], findings: Findings) -> None:
    """Questions that ask how often and are answered by how much, or the other way round."""
    for question in questions:
        asks = {
            about for about in ABOUT if any(labels.is_asked(text, about) for text in question.texts.values())
        }
        said = {about for about in ABOUT if labels.is_answered(_texts(question), about)}
        values = {"labels": directions.listed(question)}
        if asks == {"often"} and said == {"much"}:
            findings.gather("label_block.much", question.node, question.link, **values)
        if asks == {"much"} and said == {"often"}:
            findings.gather("label_block.often", question.node, question.link, **values)


def _texts(question: Question) -> list[str]:
    """The labels in the one language that most of them have."""
    by_language: dict[str, list[str]] = {}
    for option in question.options:
        for language, text in option.texts.items():
            if not option.is_missing:
                by_language.setdefault(language, []).append(text)
    return max(by_language.values(), key=len, default=[])


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
