"""OpenScales definitions: items with labels by key, texts by language, scoring as maps of items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from wellbeing.assessments.importing import languages, source, tree, weights
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.openscales import scoring
from wellbeing.assessments.importing.questionnaire import ITEMS, Extract
from wellbeing.assessments.importing.questions import OPTIONS, Question, RawOption, checked
from wellbeing.assessments.importing.report import Findings

CHOICES = ("likert", "multi")
TEXTS = ("inst", "section")

_MARK = re.compile(r"</?[A-Za-z][^<>]*>")


def recognises(data: bytes) -> bool:
    return b'"osd_version"' in data or (b'"scale_info"' in data and b'"definition"' in data)


@dataclass(slots=True)
class Held:
    """`words` are the texts by key and language."""

    definition: Node
    items: list[Node]
    words: dict[str, dict[str, str]] = field(default_factory=dict)


def head(data: bytes, findings: Findings) -> Extract | None:
    """Name and licence of the scale, or None with an error in `findings`."""
    root = source.read(data, "", findings)
    definition = tree.get(root, "definition")
    if root is None or findings.has_errors():
        return None
    if definition is None or not isinstance(definition.value, dict):
        findings.add("no_questions", root)
        return None
    items = tree.members(definition, "items", findings)
    if len(items) > ITEMS:
        findings.add("too_many_items", definition, count=len(items), limit=ITEMS)
        return None
    about = tree.get(definition, "scale_info") or definition
    texts = {key: tree.text(about, key, findings) for key in ("name", "abbreviation", "code")}
    licence = [tree.text(about, key, findings) for key in ("license", "license_explanation")]
    language = "ru" if languages.guess([texts["name"]]) == "ru" else "en"
    return Extract(
        root=root,
        title={language: texts["name"]} if texts["name"] else {},
        names=tuple(text for text in texts.values() if text),
        copyright=". ".join(text for text in licence if text),
        copyright_at=tree.get(about, "license"),
        format="OpenScales",
        standard=tree.text(root, "osd_version", findings) or "?",
        prose=[(about, tree.text(about, "description", findings))],
        held=Held(definition, items, _words(root, findings)),
    )


def read(extract: Extract, card: FactCard | None, findings: Findings) -> None:
    """Adds questions, lead text and the file's scoring."""
    held: Held = extract.held
    default = tree.get(held.definition, "likert_options")
    if default is not None:
        extract.lead = _texts(default, "question_head", held)
    for item in held.items:
        kind = tree.text(item, "type", findings)
        texts = _texts(item, "text_key", held)
        if kind in TEXTS:
            _read_text(item, texts, extract, findings)
        elif kind in CHOICES:
            _read_question(item, texts, default, extract, findings)
        else:
            findings.add("left_out.type", item, type=kind or "-")
    scoring.read(held.definition, extract, findings)


def _words(root: Node, findings: Findings) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    translations = tree.get(root, "translations")
    if translations is None or not isinstance(translations.value, dict):
        return found
    for raw, texts in list(translations.value.items())[: languages.TRANSLATIONS]:
        for key in texts.value if isinstance(texts.value, dict) else ():
            text = " ".join(_MARK.sub(" ", tree.text(texts, key, findings)).split())
            if text:
                found.setdefault(key, {}).setdefault(languages.tag(raw), text)
    return found


def _texts(node: Node, key: str, held: Held) -> dict[str, str]:
    found = tree.get(node, key)
    name = found.value if found is not None and isinstance(found.value, str) else ""
    return held.words.get(name, {})


def _read_text(item: Node, texts: dict[str, str], extract: Extract, findings: Findings) -> None:
    if not texts:
        return
    extract.prose.extend((item, text) for text in texts.values())
    if not extract.lead and not extract.questions:
        extract.lead = texts
    elif texts != extract.lead:
        findings.add("left_out.text", item, text=languages.shown(texts))


def _read_question(
    item: Node, texts: dict[str, str], default: Node | None, extract: Extract, findings: Findings
) -> None:
    held: Held = extract.held
    if not texts:
        findings.add("text_missing", item)
        return
    if tree.get(item, "options") is not None:
        options = list(_listed(item, held, findings))
    else:
        options = list(_steps(item, default, held, findings))
    if not options:
        findings.add("no_options", item)
    elif len(options) > OPTIONS:
        findings.add("too_many_options", item, count=len(options), limit=OPTIONS)
    else:
        if tree.get(item, "visible_when") is not None or tree.get(item, "gate") is not None:
            findings.gather("gate_item", item, tree.text(item, "id", findings))
        read_options = tuple(checked(option, languages.UNKNOWN, findings) for option in options)
        link = tree.text(item, "id", findings)
        extract.questions.append(Question(item, link, "", (), texts, read_options))


def _listed(item: Node, held: Held, findings: Findings) -> Iterator[RawOption]:
    """Options with their values: a number, or a word that is none."""
    for option in tree.members(item, "options", findings):
        value = tree.get(option, "value")
        name = tree.text(option, "text_key", findings)
        code = None
        if value is not None and isinstance(value.value, Decimal):
            code = weights.number(value, findings)
        elif value is not None and isinstance(value.value, str):
            name = tree.fit(value, findings)
        yield RawOption(option, "", name, _texts(option, "text_key", held), code, "option")


def _steps(item: Node, default: Node | None, held: Held, findings: Findings) -> Iterator[RawOption]:
    """Labels in their order, from `min` to `max` in equal steps."""
    labels = tree.get(item, "likert_labels") or tree.get(default, "labels")
    if labels is None or not isinstance(labels.value, list):
        return
    points = _number(item, "likert_points", default, "points")
    low = _number(item, "likert_min", default, "min")
    high = _number(item, "likert_max", default, "max")
    low = Decimal(1) if low is None else low
    if points is not None and points != len(labels.value):
        findings.add("labels_count", labels, points=points, labels=len(labels.value))
        high = None
    steps = len(labels.value) - 1
    step = (high - low) / steps if high is not None and steps > 0 else Decimal(1)
    for i, label in enumerate(labels.value):
        name = tree.fit(label, findings)
        code = low + step * i
        number = code.normalize() + 0 if weights.is_usable(code) else None
        yield RawOption(label, "", name, held.words.get(name, {}), number, "option")


def _number(item: Node, own: str, default: Node | None, key: str) -> Decimal | None:
    found = tree.get(item, own) or tree.get(default, key)
    value = found.value if found is not None else None
    return value if isinstance(value, Decimal) and weights.is_usable(value) else None
