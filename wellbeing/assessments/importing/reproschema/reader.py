"""ReproSchema activities: an order of questions, each in its own file, and answers in files they share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wellbeing.assessments.importing import languages, tree, weights
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.questionnaire import ITEMS, Extract
from wellbeing.assessments.importing.questions import OPTIONS, Question, RawOption, checked
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.reproschema import files, scoring, words
from wellbeing.assessments.importing.reproschema.files import Library

CHOICES = ("radio", "select")
TEXTS = ("static",)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as the activity names it: `link` is what formulas call it."""

    node: Node
    name: str
    link: str
    shown: Node | None


@dataclass(frozen=True, slots=True)
class _Held:
    library: Library
    entries: tuple[Entry, ...]


def recognises(data: bytes) -> bool:
    return files.is_of_activity(data) or files.is_packed_activity(data)


def head(data: bytes, beside: Sequence[bytes], findings: Findings) -> Extract | None:
    """Name of the activity, or None with an error in `findings`."""
    library = files.gather(data, beside, findings)
    if library is None:
        return None
    activity = library.activity
    entries = tuple(_entries(activity, findings))
    if len(entries) > ITEMS:
        findings.add("too_many_items", activity, count=len(entries), limit=ITEMS)
        return None
    title = words.texts(activity, "prefLabel", findings)
    name = tree.text(activity, "id" if tree.get(activity, "id") is not None else "@id", findings)
    names = (*title.values(), files.last_part(name).removesuffix("_schema"))
    about = words.texts(activity, "description", findings)
    return Extract(
        root=activity,
        title=title,
        names=tuple(each for each in names if each),
        format="ReproSchema",
        standard=tree.text(activity, "schemaVersion", findings) or "?",
        prose=[(activity, text) for text in about.values()],
        lead=words.texts(activity, "preamble", findings),
        held=_Held(library, entries),
    )


def read(extract: Extract, card: FactCard | None, findings: Findings) -> None:
    """Adds questions and the file's scoring."""
    held: _Held = extract.held
    for entry in held.entries:
        item = held.library.find(entry.node, entry.name)
        if item is not None:
            _read_item(entry, item, extract, findings)
    scoring.read(held.library.activity, [entry.link for entry in held.entries], extract, findings)


def _entries(activity: Node, findings: Findings) -> Iterator[Entry]:
    """In the order of the activity; what it says of each stands in a list beside the order."""
    ui = tree.get(activity, "ui") or activity
    properties = tree.members(ui, "addProperties", findings) if tree.get(ui, "addProperties") else []
    about = {tree.text(each, "isAbout", findings): each for each in properties}
    order = tree.elements(ui, "order", findings) if tree.get(ui, "order") else properties
    for node in order:
        if isinstance(node.value, dict):
            key = next((key for key in ("isAbout", "@id", "id") if tree.get(node, key) is not None), "id")
            name = tree.text(node, key, findings)
        else:
            name = tree.fit(node, findings)
        more = about.get(name)
        variable = tree.text(more, "variableName", findings) if more is not None else ""
        yield Entry(node, name, variable or files.last_part(name), tree.get(more, "isVis"))


def _read_item(entry: Entry, item: Node, extract: Extract, findings: Findings) -> None:
    kind = tree.text(tree.get(item, "ui") or item, "inputType", findings)
    if entry.shown is not None and entry.shown.value is False:
        findings.add("left_out.hidden", item)
        return
    if kind in TEXTS:
        _read_text(item, words.texts(item, "question", findings), extract, findings)
        return
    _read_text(item, words.texts(item, "preamble", findings), extract, findings)
    answers = _answers(item, extract.held.library)
    options = list(_options(answers, findings)) if answers is not None else []
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
    texts = words.texts(item, "question", findings)
    if not texts:
        findings.add("text_missing", item)
    elif not options:
        findings.add("no_options", item)
    elif len(options) > OPTIONS:
        findings.add("too_many_options", item, count=len(options), limit=OPTIONS)
    else:
        if entry.shown is not None and isinstance(entry.shown.value, str):
            findings.gather("gate_item", item, entry.link)
        read_options = tuple(checked(option, languages.UNKNOWN, findings) for option in options)
        extract.questions.append(Question(item, entry.link, "", (), texts, read_options))


def _answers(item: Node, library: Library) -> Node | None:
    """Where the answers stand: in the question's file, or in the one that it names."""
    answers = words.get(item, "responseOptions")
    if answers is not None and isinstance(answers.value, str):
        answers = library.find(answers, answers.value)
    choices = words.get(answers, "choices")
    if choices is not None and isinstance(choices.value, str):
        answers = library.find(choices, choices.value)
    return answers


def _options(answers: Node, findings: Findings) -> Iterator[RawOption]:
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
        yield RawOption(choice, "", name, words.texts(choice, "name", findings), code, "option")
