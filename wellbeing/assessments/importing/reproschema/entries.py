"""The questions of an activity in their order: what each is called, and whether everybody is asked it.

Versions before 1.0 keep names and visibility in lists of their own (`variableMap`, `ui.visibility`), the
first ones visibility as an object by name; later ones have both in `ui.addProperties`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wellbeing.assessments.importing import tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.reproschema import files, words


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as the activity names it: `link` is what formulas call it.

    `shown` is true, false, or a condition as text; None where nothing is said.
    """

    node: Node
    name: str
    link: str
    shown: Node | None


def read(activity: Node, findings: Findings) -> Iterator[Entry]:
    ui = tree.get(activity, "ui") or activity
    properties = _list(ui, "addProperties", findings)
    variables, shown = _told(activity, ui, properties, findings)
    for node in _list(ui, "order", findings, of_objects=False) or properties:
        name = _name(node, findings)
        last = files.last_part(name)
        link = variables.get(name) or variables.get(last) or last
        yield Entry(node, name, link, next((shown[key] for key in (name, link, last) if key in shown), None))


def _told(
    activity: Node, ui: Node, properties: list[Node], findings: Findings
) -> tuple[dict[str, str], dict[str, Node]]:
    """Names of variables and visibility, by what the activity calls a question."""
    variables: dict[str, str] = {}
    shown: dict[str, Node] = {}
    lists = [*properties, *_list(activity, "variableMap", findings)]
    visibility = words.get(ui, "visibility")
    if visibility is not None and isinstance(visibility.value, dict):
        shown |= visibility.value
    else:
        lists += _list(ui, "visibility", findings)
    for each in lists:
        variable = tree.text(each, "variableName", findings)
        about = _name(each, findings) or variable
        if about and variable:
            variables.setdefault(about, variable)
        if about and (is_shown := tree.get(each, "isVis")) is not None:
            shown.setdefault(about, is_shown)
    return variables, shown


def _name(node: Node, findings: Findings) -> str:
    if not isinstance(node.value, dict):
        return tree.fit(node, findings)
    key = next((key for key in ("isAbout", "@id", "id") if tree.get(node, key) is not None), "")
    return tree.text(node, key, findings) if key else ""


def _list(node: Node, key: str, findings: Findings, *, of_objects: bool = True) -> list[Node]:
    """What stands under the key; older files wrap it as `[{"@list": […]}]`."""
    found = words.get(node, key)
    if found is None or found.parent is None:
        return []
    if isinstance(found.value, dict) and tree.get(found, "@list") is not None:
        return _list(found, "@list", findings, of_objects=of_objects)
    read_list = tree.members if of_objects else tree.elements
    return read_list(found.parent, str(found.key), findings)
