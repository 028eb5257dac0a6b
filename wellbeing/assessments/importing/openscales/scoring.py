"""The scoring that an OpenScales file proposes: read as facts about the file, for comparing."""

from decimal import Decimal

from wellbeing.assessments.importing import tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.questionnaire import Expression, Extract
from wellbeing.assessments.importing.report import Findings

METHODS = {"mean_coded": "mean", "sum_coded": "sum"}
MOST = 40


def read(definition: Node, extract: Extract, findings: Findings) -> None:
    """Adds each scale of the file to `extract`; conversions and bands become findings."""
    scales = tree.get(definition, "scoring")
    if scales is None or not isinstance(scales.value, dict):
        return
    for name, scale in list(scales.value.items())[:MOST]:
        if not isinstance(scale.value, dict):
            continue
        links, turned = _items(scale, findings)
        method = tree.text(scale, "method", findings)
        text = f"{name}: {method} ({', '.join(links)})"
        extract.expressions.append(
            Expression(scale, scale, text, frozenset(links), turned, METHODS.get(method, method))
        )
        _read_conversion(scale, findings)
        _read_bands(scale, extract, findings)


def _items(scale: Node, findings: Findings) -> tuple[list[str], frozenset[str]]:
    """All items, and those that count the other way round."""
    items = tree.get(scale, "items")
    if items is not None and isinstance(items.value, dict):
        turned = {key for key, sign in items.value.items() if sign.value == Decimal(-1)}
        return list(items.value), frozenset(turned)
    names = [tree.fit(item, findings) for item in tree.elements(scale, "items", findings)]
    return names, frozenset()


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
    bands = []
    for band in tree.members(norms, "thresholds", findings)[:MOST]:
        ends = [end.value for key in ("min", "max") if (end := tree.get(band, key)) is not None]
        bands.append(
            f"{'–'.join(str(end) for end in ends if isinstance(end, Decimal))} "
            f"{tree.text(band, 'label', findings)}"
        )
    shown = ", ".join(bands)
    if bands and "." not in shown:
        extract.prose.append((norms, shown))
    elif bands:
        findings.add("bands_without_source", norms, bands=shown)
