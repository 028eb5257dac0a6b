"""What a FHIR Questionnaire holds: questions, lead text, the scoring it proposes, and what is left out.

Reads STU3, R4 and R5 alike, flat or in groups. A tolerant reader of our own instead of a FHIR library, for
the reason in `tree`. Nothing here is judged against a fact card, and no expression of the file is ever run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wellbeing.assessments.importing import languages, source, tree
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.given import Given
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.questions import OptionReader, Question
from wellbeing.assessments.importing.report import Findings, Spot
from wellbeing.assessments.importing.valuesets import Library

ITEMS = 200

CHOICES = ("choice", "open-choice", "coding", "integer", "string")
CALCULATIONS = ("sdc-questionnaire-calculatedExpression", "questionnaire-calculatedExpression")
TEXTS = ("group", "display")
TYPES = (
    *CHOICES,
    *TEXTS,
    *("boolean", "decimal", "date", "dateTime", "time", "text", "url", "attachment", "reference", "quantity"),
)


@dataclass(frozen=True, slots=True)
class Expression:
    """Scoring of the file, as text. `links` are the questions it takes in; None: to be told from FHIRPath.

    `reverses` are those it turns round, `method` is `sum` or `mean` where the file names it.
    """

    node: Spot
    item: Spot
    text: str
    links: frozenset[str] | None = None
    reverses: frozenset[str] | None = None
    method: str = ""


@dataclass(slots=True)
class Extract:
    """What was read. `lead` is the text before the first question; `prose` texts that may speak of scores.

    `held` is what the reader of a format keeps from `head` to `read`, and nobody else's business.
    """

    root: Spot
    title: dict[str, str]
    names: tuple[str, ...]
    codes: frozenset[str] = frozenset()
    copyright: str = ""
    copyright_at: Spot | None = None
    format: str = "FHIR"
    standard: str = ""
    retired_at: Spot | None = None
    ends: tuple[Spot, str] | None = None
    held: Any = None
    lead: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    prose: list[tuple[Spot, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Held:
    root: Node
    base: str
    items: tuple[Node, ...]
    files: tuple[Node, ...]


def recognises(data: bytes) -> bool:
    return b'"resourceType"' in data


def head(data: bytes, given: Given, findings: Findings) -> Extract | None:
    """Names, codes and language of the questionnaire, or None with an error in `findings`."""
    root = source.read(data, "", findings)
    files = [source.read(file, f"valueset[{i}]", findings) for i, file in enumerate(given.beside)]
    if root is None or findings.has_errors():
        return None
    return _head_of(root, [file for file in files if file is not None], given.language, findings)


def _head_of(root: Node, files: Sequence[Node], stated: str, findings: Findings) -> Extract | None:
    if not _is_questionnaire(root, findings):
        return None
    items = list(_items(root, findings))
    if len(items) > ITEMS:
        findings.add("too_many_items", root, count=len(items), limit=ITEMS)
        return None
    sample = [tree.text(item, "text", findings) for item in items]
    translated = {language for item in items for language in languages.texts(item, "text", "-", findings)} - {
        "-"
    }
    base = languages.base_of(root, sample, translated, stated, findings)
    return _head(_Held(root, base, tuple(items), tuple(files)), findings)


def read(extract: Extract, card: FactCard | None, findings: Findings) -> None:
    """Adds questions, lead text and scoring to `extract`; what is left out goes to `findings`.

    Items that `card` knows as unscored, or as the total, are left out whatever they hold.
    """
    held: _Held = extract.held
    library = Library.of(held.root, held.files, held.base, findings)
    reader = OptionReader(library, held.base, findings)
    for item in held.items:
        _read_scoring(item, extract, findings)
        if not _is_known_unscored(item, card, findings):
            _read_item(item, extract, reader)
    if reader.is_stu3:
        extract.standard = "STU3"


def _is_questionnaire(root: Node, findings: Findings) -> bool:
    kind = tree.get(root, "resourceType")
    if kind is None or kind.value != "Questionnaire":
        found = kind.value if kind is not None and isinstance(kind.value, str) else "-"
        findings.add("not_questionnaire", root, found=found)
        return False
    if tree.get(root, "group") is not None and tree.get(root, "item") is None:
        findings.add("not_supported", tree.get(root, "group"))
        return False
    return True


def _items(node: Node, findings: Findings) -> Iterator[Node]:
    """Every item in reading order; groups before what they hold. The scanner has bounded the depth."""
    for item in tree.members(node, "item", findings):
        yield item
        yield from _items(item, findings)


def _head(held: _Held, findings: Findings) -> Extract:
    root, items = held.root, held.items
    names = [tree.text(root, key, findings) for key in ("title", "name", "id", "url")]
    codes = {code for _, code in _codes(root, findings)}
    for identifier in tree.members(root, "identifier", findings):
        codes.add(tree.text(identifier, "value", findings))
    for item in items:
        codes.update(code for _, code in _codes(item, findings))
    return Extract(
        root=root,
        title=languages.texts(root, "title", held.base, findings),
        names=tuple(name for name in names if name),
        codes=frozenset(codes - {""}),
        copyright=tree.text(root, "copyright", findings),
        copyright_at=tree.get(root, "copyright"),
        retired_at=_retired(root),
        ends=_ends(root),
        held=held,
        standard=_standard(items, findings),
        prose=[(root, tree.text(root, key, findings)) for key in ("description", "purpose")],
    )


def _retired(root: Node) -> Node | None:
    status = tree.get(root, "status")
    return status if status is not None and status.value == "retired" else None


def _ends(root: Node) -> tuple[Node, str] | None:
    end = tree.get(root, "effectivePeriod", "end")
    return (end, end.value[:10]) if end is not None and isinstance(end.value, str) else None


def _codes(node: Node, findings: Findings) -> list[tuple[str, str]]:
    return [
        (tree.text(code, "system", findings), tree.text(code, "code", findings))
        for code in tree.members(node, "code", findings)
    ]


def _read_item(item: Node, extract: Extract, reader: OptionReader) -> None:
    findings = reader.findings
    kind = tree.text(item, "type", findings)
    texts = languages.texts(item, "text", reader.base, findings)
    if kind in TEXTS:
        _read_text(item, texts, extract, findings)
    elif kind in CHOICES and (options := reader.read(item)):
        _read_question(
            item, texts, Question(item, *_names(item, findings), texts, options), extract, findings
        )
    elif kind in CHOICES[:3]:
        findings.add("no_options", item)
    elif kind in TYPES:
        message = "left_out.total" if _calculates(item, extract) else "left_out.type"
        findings.add(message, item, **({} if message == "left_out.total" else {"type": kind}))
    else:
        findings.add("unknown_type", item, type=kind or "-")


def _is_known_unscored(item: Node, card: FactCard | None, findings: Findings) -> bool:
    codes = {code for _, code in _codes(item, findings)}
    if card is None or tree.text(item, "type", findings) in TEXTS:
        return False
    if codes & card.unscored:
        findings.add("left_out.unscored", item)
    elif codes & card.totals:
        findings.add("left_out.total", item)
    return bool(codes & (card.unscored | card.totals))


def _names(item: Node, findings: Findings) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    link = tree.text(item, "linkId", findings)
    return link, tree.text(item, "prefix", findings), tuple(_codes(item, findings))


def _read_text(item: Node, texts: dict[str, str], extract: Extract, findings: Findings) -> None:
    if not texts:
        return
    extract.prose.extend((item, text) for text in texts.values())
    if not extract.lead and not extract.questions and not _is_hidden(item, findings):
        extract.lead = texts
    else:
        findings.add("left_out.text", item, text=languages.shown(texts))


def _read_question(
    item: Node, texts: dict[str, str], question: Question, extract: Extract, findings: Findings
) -> None:
    if _is_hidden(item, findings):
        findings.add("left_out.hidden", item)
        return
    if not texts:
        findings.add("text_missing", item)
        return
    if tree.flag(item, "repeats"):
        findings.add("multiple_answers", item)
    if tree.text(item, "type", findings) == "open-choice" or (
        tree.get(item, "answerConstraint") is not None
        and tree.text(item, "answerConstraint", findings) != "optionsOnly"
    ):
        findings.add("open_choice", item)
    if tree.elements(item, "enableWhen", findings):
        findings.gather("gate_item", item, question.link)
    extract.questions.append(question)


def _read_scoring(item: Node, extract: Extract, findings: Findings) -> None:
    """Scoring expressions and prose about scores, which stand in extensions."""
    for extension in tree.extensions(item, CALCULATIONS, findings):
        value = tree.value_of(extension)
        if value is None:
            continue
        whole = value if isinstance(value.value, str) else tree.get(value, "expression")
        if whole is not None and isinstance(whole.value, str):
            extract.expressions.append(Expression(extension, item, tree.fit(whole, findings)))
        if isinstance(value.value, dict):
            extract.prose.append((extension, tree.text(value, "description", findings)))
    for extension in tree.extensions(item, ("questionnaire-displayCategory",), findings):
        category = tree.get(extension, "valueCodeableConcept")
        if category is not None:
            extract.prose.append((extension, tree.text(category, "text", findings)))


def _calculates(item: Node, extract: Extract) -> bool:
    return any(expression.item is item for expression in extract.expressions)


def _is_hidden(item: Node, findings: Findings) -> bool:
    return any(
        tree.flag(extension, "valueBoolean")
        for extension in tree.extensions(item, ("questionnaire-hidden",), findings)
    )


def _standard(items: Sequence[Node], findings: Findings) -> str:
    """The version of FHIR by the marks on its items; R4 where nothing tells."""
    kinds = {tree.text(item, "type", findings) for item in items}
    constrained = any(tree.get(item, "answerConstraint") is not None for item in items)
    return "R5" if "coding" in kinds or constrained else "R4"
