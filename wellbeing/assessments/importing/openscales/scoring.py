"""The scoring that an OpenScales file proposes: read as facts about the file, for comparing."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from wellbeing.assessments.importing import tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.openscales import recoding
from wellbeing.assessments.importing.questionnaire import Expression, Extract
from wellbeing.assessments.importing.report import Findings

METHODS = {"mean_coded": "mean", "sum_coded": "sum"}
MOST = 40
# More text than a sentence about it can show.
SHOWN = 40

Signs = dict[str, int]


def read(definition: Node, extract: Extract, findings: Findings) -> None:
    """Adds each scale of the file to `extract`; conversions and bands become findings."""
    scales = tree.get(definition, "scoring")
    if scales is None or not isinstance(scales.value, dict):
        return
    answers = {question.link: question.numbers for question in extract.questions}
    marked = _marked(definition, findings)
    reached: dict[str, frozenset[str]] = {}
    for name, scale in list(scales.value.items())[:MOST]:
        if not isinstance(scale.value, dict):
            continue
        signs = _signs(scale, findings)
        _compare_marks(scale, signs, marked, findings)
        recoded = recoding.read(scale, signs, answers, findings)
        links = frozenset(signs) | _of_scales(scale, reached, findings)
        reached[name] = links
        turned = frozenset(link for link, sign in signs.items() if (sign < 0) != (link in recoded))
        method = tree.text(scale, "method", findings)
        text = f"{name}: {method} ({', '.join([*signs, *sorted(links - signs.keys())][:SHOWN])})"
        extract.expressions.append(Expression(scale, scale, text, links, turned, METHODS.get(method, method)))
        _read_weights(scale, findings)
        _read_conversion(scale, findings)
        _read_bands(scale, extract, findings)


def _signs(scale: Node, findings: Findings) -> Signs:
    """The questions of the scale: 1, or -1 for one that counts the other way round. Those with 0 are out."""
    items = tree.get(scale, "items")
    if items is not None and isinstance(items.value, dict):
        given: Mapping[str, Node] = items.value
    else:
        coding = tree.get(scale, "item_coding")
        given = coding.value if coding is not None and isinstance(coding.value, dict) else {}
        listed = [tree.fit(item, findings) for item in tree.elements(scale, "items", findings)]
        if listed:
            return {name: sign for name in listed if (sign := _sign(given.get(name)))}
    return {name: sign for name, node in given.items() if (sign := _sign(node))}


def _sign(node: Node | None) -> int:
    value = node.value if node is not None else Decimal(1)
    return (value > 0) - (value < 0) if isinstance(value, Decimal) and value.is_finite() else 1


def _marked(definition: Node, findings: Findings) -> dict[str, Node]:
    """Questions that say of themselves that they count the other way round."""
    items = tree.members(definition, "items", findings)
    return {tree.text(item, "id", findings): item for item in items if tree.flag(item, "reverse")}


def _compare_marks(scale: Node, signs: Signs, marked: Mapping[str, Node], findings: Findings) -> None:
    """A mark on a question has no effect in the format: where the scale lacks its minus, one of both errs."""
    if lost := [link for link in signs if link in marked and signs[link] > 0]:
        findings.add("reversed_set.marked", marked[lost[0]], items=", ".join(lost[:SHOWN]))


def _of_scales(scale: Node, reached: Mapping[str, frozenset[str]], findings: Findings) -> frozenset[str]:
    """The questions of the scales that this one is made of."""
    names = tree.elements(scale, "scores", findings) if tree.get(scale, "scores") is not None else []
    return frozenset(link for name in names for link in reached.get(tree.fit(name, findings), ()))


def _read_weights(scale: Node, findings: Findings) -> None:
    weights = tree.get(scale, "weights")
    if weights is None or not isinstance(weights.value, dict):
        return
    numbers = {name: node.value for name, node in weights.value.items() if isinstance(node.value, Decimal)}
    if set(numbers.values()) - {Decimal(1)}:
        shown = ", ".join(f"{name} {number}" for name, number in list(numbers.items())[:SHOWN])
        findings.add("expression_vs_factcard.weights", weights, weights=shown)


def _read_conversion(scale: Node, findings: Findings) -> None:
    steps = []
    if (transform := tree.get(scale, "transform")) is not None:
        for step in tree.members(scale, "transform", findings)[:MOST]:
            value = tree.get(step, "value")
            number = value.value if value is not None and isinstance(value.value, Decimal) else "?"
            steps.append(f"{tree.text(step, 'op', findings)} {number}")
    if steps:
        findings.add("expression_vs_factcard.transform", transform, steps=", ".join(steps))


def _read_bands(scale: Node, extract: Extract, findings: Findings) -> None:
    """Bands in whole numbers are compared with the card's, as those in prose are."""
    norms = tree.get(scale, "norms")
    if norms is None or not isinstance(norms.value, dict):
        return
    shown = ", ".join(_bands(norms, findings))
    if shown and "." not in shown:
        extract.prose.append((norms, shown))
    elif shown:
        findings.add("bands_without_source", norms, bands=shown)


def _bands(norms: Node, findings: Findings) -> Iterator[str]:
    for band in tree.members(norms, "thresholds", findings)[:MOST]:
        ends = [end.value for key in ("min", "max") if (end := tree.get(band, key)) is not None]
        edges = "–".join(str(end) for end in ends if isinstance(end, Decimal))
        yield f"{edges} {tree.text(band, 'label', findings)}"
