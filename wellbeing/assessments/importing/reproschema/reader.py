"""ReproSchema activities: an order of questions, each in its own file, and answers in files they share."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from wellbeing.assessments.importing import languages, tree, weights
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.given import Given
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.questionnaire import ITEMS, Extract
from wellbeing.assessments.importing.questions import OPTIONS, Question, RawOption, checked
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.reproschema import entries, files, scoring, words
from wellbeing.assessments.importing.reproschema.entries import Entry
from wellbeing.assessments.importing.reproschema.files import Library

CHOICES = ("radio", "select")
TEXTS = ("static",)
RIGHTS = ("copyrightHolder", "copyrightNotice", "license", "usageInfo")


@dataclass(frozen=True, slots=True)
class _Held:
    library: Library
    entries: tuple[Entry, ...]
    base: str


def recognises(data: bytes) -> bool:
    return files.is_of_activity(data) or files.is_packed_activity(data)


def head(data: bytes, given: Given, findings: Findings) -> Extract | None:
    """Name of the activity, or None with an error in `findings`."""
    library = files.gather(data, given.beside, findings)
    if library is None:
        return None
    activity = library.activity
    asked = tuple(entries.read(activity, findings))
    if len(asked) > ITEMS:
        findings.add("too_many_items", activity, count=len(asked), limit=ITEMS)
        return None
    base = _base(library, given.language, findings)
    title = words.texts(activity, "prefLabel", base, findings)
    name = tree.text(activity, "id" if tree.get(activity, "id") is not None else "@id", findings)
    names = (*title.values(), files.last_part(name).removesuffix("_schema"))
    about = words.texts(activity, "description", base, findings)
    return Extract(
        root=activity,
        title=title,
        names=tuple(each for each in names if each),
        format="ReproSchema",
        standard=tree.text(activity, "schemaVersion", findings) or "?",
        prose=[(activity, text) for text in about.values()],
        lead=words.texts(activity, "preamble", base, findings),
        copyright=_rights(activity, findings),
        held=_Held(library, asked, base),
    )


def _base(library: Library, stated: str, findings: Findings) -> str:
    """The language of texts that name none; a finding only if there are such texts."""
    roots = [library.activity, *(root for same in library.others.values() for root in same)]
    found = [
        words.bare(root, key, findings) for root in roots for key in ("prefLabel", "question", "preamble")
    ]
    sample = [text for text in found if text]
    if not sample:
        return stated or languages.UNKNOWN
    by_letters = languages.guess(sample)
    if stated:
        return languages.taken(stated, by_letters, library.activity, findings)
    findings.add("language_guessed", library.activity, language=by_letters)
    return by_letters


def _rights(activity: Node, findings: Findings) -> str:
    """Who holds the rights and under which licence, as far as the activity says."""
    said = [words.first(activity, key, findings) for key in RIGHTS]
    if citation := words.first(activity, "citation", findings):
        findings.add("citation", words.get(activity, "citation"), text=citation)
    return ". ".join(dict.fromkeys(text.rstrip(".") for text in said if text))


def read(extract: Extract, card: FactCard | None, findings: Findings) -> None:
    """Adds questions and the file's scoring."""
    held: _Held = extract.held
    for entry in held.entries:
        item = held.library.find(entry.node, entry.name)
        if item is not None:
            _read_item(entry, item, extract, findings)
    scoring.read(held.library.activity, [entry.link for entry in held.entries], extract, findings)


def _read_item(entry: Entry, item: Node, extract: Extract, findings: Findings) -> None:
    kind = tree.text(tree.get(item, "ui") or item, "inputType", findings)
    if entry.shown is not None and entry.shown.value is False:
        findings.add("left_out.hidden", item)
        return
    if kind in TEXTS:
        _read_text(item, words.texts(item, "question", extract.held.base, findings), extract, findings)
        return
    _read_text(item, words.texts(item, "preamble", extract.held.base, findings), extract, findings)
    answers = _answers(item, extract.held.library)
    options = list(_options(answers, extract.held.base, findings)) if answers is not None else []
    if options or kind in CHOICES:
        _read_question(entry, item, options, extract, findings)
        if tree.flag(answers or item, "multipleChoice"):
            findings.add("multiple_answers", item)
    else:
        findings.add("left_out.type", item, type=kind or files.kind_of(item, findings) or "-")


def _read_text(item: Node, texts: dict[str, str], extract: Extract, findings: Findings) -> None:
    if not texts:
        return
    extract.prose.extend((item, text) for text in texts.values())
    if not extract.lead and not extract.questions:
        extract.lead = texts
    elif texts != extract.lead:
        findings.add("left_out.text", item, text=languages.shown(texts))


def _read_question(
    entry: Entry, item: Node, options: list[RawOption], extract: Extract, findings: Findings
) -> None:
    texts = words.texts(item, "question", extract.held.base, findings)
    if not texts:
        findings.add("text_missing", item)
    elif not options:
        findings.add("no_options", item)
    elif len(options) > OPTIONS:
        findings.add("too_many_options", item, count=len(options), limit=OPTIONS)
    else:
        if entry.shown is not None and isinstance(entry.shown.value, str):
            findings.gather("gate_item", item, entry.link)
        read_options = tuple(checked(option, extract.held.base, findings) for option in options)
        # The file's own name stands in for a printed number: a variable that counts otherwise is a slip.
        printed = files.last_part(entry.name)
        extract.questions.append(Question(item, entry.link, printed, (), texts, read_options))


def _answers(item: Node, library: Library) -> Node | None:
    """Where the answers stand: in the question's file, or in the one that it names."""
    answers = words.get(item, "responseOptions")
    if answers is not None and isinstance(answers.value, str):
        answers = library.find(answers, answers.value)
    choices = words.get(answers, "choices")
    if choices is not None and isinstance(choices.value, str):
        answers = library.find(choices, choices.value)
    return answers


def _options(answers: Node, base: str, findings: Findings) -> Iterator[RawOption]:
    """Answers with their values: a number, or a word that is none."""
    choices = words.get(answers, "choices")
    if choices is None or choices.parent is None:
        return
    for choice in tree.members(choices.parent, str(choices.key), findings):
        value = words.get(choice, "value")
        name, code = "", None
        if value is not None and isinstance(value.value, Decimal):
            code = weights.number(value, findings)
        elif value is not None and isinstance(value.value, str):
            name = tree.fit(value, findings)
        yield RawOption(choice, "", name, words.texts(choice, "name", base, findings), code, "option")
