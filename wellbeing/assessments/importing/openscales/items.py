"""The questions of an OpenScales file and their answers: steps of a scale, a list, rows of a grid."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from wellbeing.assessments.importing import languages, tree, weights
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.questions import OPTIONS, Question, RawOption, checked
from wellbeing.assessments.importing.report import Findings

LIKERT, LISTED, GRID = "likert", "multi", "grid"
CHOICES = (LIKERT, LISTED, GRID)


@dataclass(slots=True)
class Held:
    """`words` are the texts by key and language."""

    definition: Node
    items: list[Node]
    words: dict[str, dict[str, str]] = field(default_factory=dict)


def texts(node: Node | None, key: str, held: Held) -> dict[str, str]:
    found = tree.get(node, key)
    name = found.value if found is not None and isinstance(found.value, str) else ""
    return held.words.get(name, {})


def read(item: Node, kind: str, extract: Extract, findings: Findings) -> None:
    """Adds the question, or the questions of a grid, to `extract`."""
    held: Held = extract.held
    link = tree.text(item, "id", findings)
    said = texts(item, "text_key", held)
    if kind == GRID:
        columns = tuple(_columns(item, held, findings))
        for number, row in enumerate(tree.elements(item, "rows", findings), 1):
            name = row if isinstance(row.value, str) else tree.get(row, "text_key")
            in_row = held.words.get(tree.fit(name, findings), {}) if name is not None else {}
            _add(Question(row, f"{link}_{number}", "", (), in_row, columns), item, extract, findings)
        return
    if tree.get(item, "options") is not None:
        options = tuple(_listed(item, held, findings))
    else:
        options = tuple(_steps(item, tree.get(held.definition, "likert_options"), held, findings))
    # The name of its text stands in for a printed number: one that counts otherwise is a slip.
    _add(
        Question(item, link, tree.text(item, "text_key", findings), (), said, options),
        item,
        extract,
        findings,
    )


def _add(question: Question, item: Node, extract: Extract, findings: Findings) -> None:
    if not question.texts:
        findings.add("text_missing", question.node)
    elif not question.options:
        findings.add("no_options", question.node)
    elif len(question.options) > OPTIONS:
        findings.add("too_many_options", question.node, count=len(question.options), limit=OPTIONS)
    else:
        if tree.get(item, "visible_when") is not None or tree.get(item, "gate") is not None:
            findings.gather("gate_item", item, question.link)
        options = tuple(checked(option, languages.UNKNOWN, findings) for option in question.options)
        extract.questions.append(replace(question, options=options))


def _listed(item: Node, held: Held, findings: Findings) -> Iterator[RawOption]:
    """Options with their values: a number, or a word that is none."""
    for option in tree.members(item, "options", findings):
        yield _option(option, held, findings)


def _option(option: Node, held: Held, findings: Findings) -> RawOption:
    value = tree.get(option, "value")
    name = tree.text(option, "text_key", findings)
    code = None
    if value is not None and isinstance(value.value, Decimal):
        code = weights.number(value, findings)
    elif value is not None and isinstance(value.value, str):
        name = tree.fit(value, findings)
    return RawOption(option, "", name, texts(option, "text_key", held), code, "option")


def _columns(item: Node, held: Held, findings: Findings) -> Iterator[RawOption]:
    """The answers that the rows of a grid share. By the format, those without values count from 1."""
    for number, column in enumerate(tree.elements(item, "columns", findings), 1):
        if isinstance(column.value, dict):
            yield _option(column, held, findings)
        else:
            name = tree.fit(column, findings)
            yield RawOption(column, "", name, held.words.get(name, {}), Decimal(number), "option")


def _steps(item: Node, default: Node | None, held: Held, findings: Findings) -> list[RawOption]:
    """Labels in their order, from `min` to `max` in equal steps; a step without a label is its number.

    `likert_reverse` shows them from the highest on and changes no number.
    """
    points = _number(item, "likert_points", default, "points")
    low = _number(item, "likert_min", default, "min")
    high = _number(item, "likert_max", default, "max")
    low = Decimal(1) if low is None else low
    labels = tree.get(item, "likert_labels") or tree.get(default, "labels")
    if labels is None or not isinstance(labels.value, list):
        spots = [item] * (int(points) if points is not None and 2 <= points <= OPTIONS else 0)
    else:
        spots = labels.value
    if labels is not None and points is not None and points != len(spots):
        findings.add("labels_count", labels, points=points, labels=len(spots))
        high = None
    step = (high - low) / (len(spots) - 1) if high is not None and len(spots) > 1 else Decimal(1)
    options = [_step(spot, low + step * i, held, findings) for i, spot in enumerate(spots)]
    is_turned = any(tree.flag(node, "likert_reverse") for node in (item, default) if node is not None)
    return options[::-1] if is_turned else options


def _step(spot: Node, code: Decimal, held: Held, findings: Findings) -> RawOption:
    number = code.normalize() + 0 if weights.is_usable(code) else None
    name = tree.fit(spot, findings)
    said = held.words.get(name, {})
    if not said and number is not None:
        said = dict.fromkeys(languages.SITE, f"{number:f}")
    return RawOption(spot, "", name, said, number, "option")


def _number(item: Node, own: str, default: Node | None, key: str) -> Decimal | None:
    found = tree.get(item, own) or tree.get(default, key)
    value = found.value if found is not None else None
    return value if isinstance(value, Decimal) and weights.is_usable(value) else None
