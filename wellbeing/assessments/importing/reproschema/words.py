"""Texts by language, as the versions of ReproSchema and of JSON-LD write them."""

import re
from collections.abc import Iterator

from wellbeing.assessments.importing import languages, tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import Findings

PREFIXES = ("", "schema:", "skos:", "reproschema:")

_MARK = re.compile(r"</?[A-Za-z][^<>]*>")


def get(node: Node | None, key: str) -> Node | None:
    """What stands under the key, which older files write with the name of its vocabulary."""
    found = (tree.get(node, f"{prefix}{key}") for prefix in PREFIXES)
    return next((one for one in found if one is not None), None)


def texts(node: Node, key: str, base: str, findings: Findings) -> dict[str, str]:
    """By language: `{"en": …}`, `{"@language": "en", "@value": …}`, a list of those, or a bare text.

    `base` is the language of bare texts.
    """
    found: dict[str, str] = {}
    holder = get(node, key)
    for language, text in _pairs(holder) if holder is not None else ():
        shown = " ".join(_MARK.sub(" ", tree.fit(text, findings)).split())
        if shown:
            found.setdefault(languages.tag(language) if language else base, shown)
    return found


def first(node: Node, key: str, findings: Findings) -> str:
    """One text under the key, in a language of the site if there is one; an address where it is one."""
    holder = get(node, key)
    if address := tree.get(holder, "@id") or tree.get(holder, "id"):
        return tree.fit(address, findings)
    return languages.shown(texts(node, key, languages.UNKNOWN, findings))


def bare(node: Node, key: str, findings: Findings) -> str:
    """The text under the key where it names no language."""
    holder = get(node, key)
    pairs = _pairs(holder) if holder is not None else ()
    return " ".join(tree.fit(text, findings) for language, text in pairs if not language)


def _pairs(holder: Node) -> Iterator[tuple[str, Node]]:
    parts = holder.value[: languages.TRANSLATIONS] if isinstance(holder.value, list) else [holder]
    for part in parts:
        value = tree.get(part, "@value")
        if value is not None and isinstance(value.value, str):
            language = tree.get(part, "@language")
            yield (language.value if language and isinstance(language.value, str) else ""), value
        elif isinstance(part.value, dict):
            by_language = list(part.value.items())[: languages.TRANSLATIONS]
            yield from ((key, text) for key, text in by_language if isinstance(text.value, str))
        elif isinstance(part.value, str):
            yield "", part
