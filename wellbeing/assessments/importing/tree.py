"""Reading a tree that may hold anything anywhere: a wrong type becomes a finding, not an exception.

Libraries that validate FHIR (`fhir.resources` and the like) reject a resource whole at the first deviation,
and the public files that editors meet all deviate somewhere. Here each part is read for itself.
"""

from decimal import Decimal

from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import UNFIT, Findings

TEXT_LENGTH = 2000


def get(node: Node | None, *keys: str) -> Node | None:
    """What lies under the keys, one inside the other; None where there is nothing."""
    for key in keys:
        if node is None or not isinstance(node.value, dict):
            return None
        node = node.value.get(key)
    return node


def members(node: Node, key: str, findings: Findings) -> list[Node]:
    """The objects in the list under `key`."""
    return [element for element in elements(node, key, findings) if _is(element, dict, "object", findings)]


def elements(node: Node, key: str, findings: Findings) -> list[Node]:
    """Whatever stands in the list under `key`."""
    found = get(node, key)
    if found is None or not _is(found, list, "list", findings):
        return []
    return found.value if isinstance(found.value, list) else []


def text(node: Node | None, key: str, findings: Findings) -> str:
    """The text under `key`, fit to be stored and shown; empty where there is none."""
    found = get(node, key)
    if found is None or not _is(found, str, "text", findings):
        return ""
    return fit(found, findings)


def fit(node: Node, findings: Findings) -> str:
    """A text node's text on one line, without characters that cannot be shown, at most `TEXT_LENGTH` long."""
    raw = node.value if isinstance(node.value, str) else ""
    cleaned = UNFIT.sub("", raw)
    if cleaned != raw:
        findings.add("broken_text", node)
    cleaned = " ".join(cleaned.split())
    if len(cleaned) > TEXT_LENGTH:
        findings.add("too_long", node, length=len(cleaned), limit=TEXT_LENGTH)
    return cleaned[:TEXT_LENGTH]


def flag(node: Node, key: str) -> bool:
    found = get(node, key)
    return found is not None and found.value is True


def extensions(node: Node, names: tuple[str, ...], findings: Findings) -> list[Node]:
    """The extensions whose address ends in one of `names` (addresses differ in host between versions)."""
    return [
        extension
        for extension in members(node, "extension", findings)
        if text(extension, "url", findings).rpartition("/")[2] in names
    ]


def value_of(node: Node) -> Node | None:
    """An extension's or option's value, whatever its type (`valueDecimal`, `valueCoding` and so on)."""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            if key.startswith("value"):
                return child
    return None


def _is(node: Node, wanted: type, name: str, findings: Findings) -> bool:
    if isinstance(node.value, wanted):
        return True
    findings.add("wrong_type", node, wanted=name, found=_name(node))
    return False


def _name(node: Node) -> str:
    names = {dict: "object", list: "list", str: "text", Decimal: "number", bool: "true/false"}
    return names.get(type(node.value), "null")
