"""OpenScales definitions: items with labels by key, texts by language, scoring as maps of items."""

import re

from wellbeing.assessments.importing import languages, source, tree
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.given import Given
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.openscales import items, scoring
from wellbeing.assessments.importing.openscales.items import Held, texts
from wellbeing.assessments.importing.questionnaire import ITEMS, Extract
from wellbeing.assessments.importing.report import Findings

TEXTS = ("inst", "section")

_MARK = re.compile(r"</?[A-Za-z][^<>]*>")


def recognises(data: bytes) -> bool:
    return b'"osd_version"' in data or (b'"scale_info"' in data and b'"definition"' in data)


def head(data: bytes, _given: Given, findings: Findings) -> Extract | None:
    """Name and licence of the scale, or None with an error in `findings`."""
    root = source.read(data, "", findings)
    definition = tree.get(root, "definition")
    if root is None or findings.has_errors():
        return None
    if definition is None or not isinstance(definition.value, dict):
        findings.add("no_questions", root)
        return None
    asked = tree.members(definition, "items", findings)
    if len(asked) > ITEMS:
        findings.add("too_many_items", definition, count=len(asked), limit=ITEMS)
        return None
    about = tree.get(definition, "scale_info") or definition
    called = {key: tree.text(about, key, findings) for key in ("name", "abbreviation", "code")}
    if citation := tree.text(about, "citation", findings):
        findings.add("citation", tree.get(about, "citation"), text=citation)
    language = "ru" if languages.guess([called["name"]]) == "ru" else "en"
    return Extract(
        root=root,
        title={language: called["name"]} if called["name"] else {},
        names=tuple(text for text in called.values() if text),
        copyright=_licence(about, tree.get(definition, "implementation"), findings),
        copyright_at=tree.get(about, "license"),
        format="OpenScales",
        standard=tree.text(root, "osd_version", findings) or "?",
        prose=[(about, tree.text(about, "description", findings))],
        held=Held(definition, asked, _words(root, findings)),
    )


def _licence(about: Node, implementation: Node | None, findings: Findings) -> str:
    """The licence of the scale, and beside it that of the file, which covers no text of the scale."""
    of_scale = [tree.text(about, key, findings) for key in ("license", "license_explanation", "license_url")]
    of_file = tree.text(implementation, "license", findings)
    parts = [text.rstrip(".") for text in of_scale if text]
    return ". ".join([*parts, *([f"File: {of_file}"] if of_file else [])])


def read(extract: Extract, card: FactCard | None, findings: Findings) -> None:
    """Adds questions, lead text and the file's scoring."""
    held: Held = extract.held
    default = tree.get(held.definition, "likert_options")
    if default is not None:
        extract.lead = texts(default, "question_head", held)
    for item in held.items:
        kind = tree.text(item, "type", findings)
        if kind in TEXTS:
            _read_text(item, texts(item, "text_key", held), extract, findings)
        elif kind in items.CHOICES:
            _read_text(item, texts(item, "question_head", held), extract, findings)
            items.read(item, kind, extract, findings)
        else:
            findings.add("left_out.type", item, type=kind or "-")
    scoring.read(held.definition, extract, findings)


def _words(root: Node, findings: Findings) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    translations = tree.get(root, "translations")
    if translations is None or not isinstance(translations.value, dict):
        return found
    for raw, by_key in list(translations.value.items())[: languages.TRANSLATIONS]:
        for key in by_key.value if isinstance(by_key.value, dict) else ():
            text = " ".join(_MARK.sub(" ", tree.text(by_key, key, findings)).split())
            if text:
                found.setdefault(key, {}).setdefault(languages.tag(raw), text)
    return found


def _read_text(item: Node, said: dict[str, str], extract: Extract, findings: Findings) -> None:
    if not said:
        return
    extract.prose.extend((item, text) for text in said.values())
    if not extract.lead and not extract.questions:
        extract.lead = said
    elif said != extract.lead:
        findings.add("left_out.text", item, text=languages.shown(said))
