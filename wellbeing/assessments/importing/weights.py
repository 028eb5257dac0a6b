"""The number behind an answer, wherever a version of the standard lets it stand.

R4 has the extension `ordinalValue` on an answer option, on a coding, and on a concept of a value set or code
system; R5 renames it `itemWeight` and, in value sets and code systems, makes it a property. STU3 had one name
for each place, and before it `iso21090-CO-value` on codings. Checked against the FHIR extension registry
(hl7.org/fhir/extensions, StructureDefinition-itemWeight) and the STU3 extension pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from wellbeing.assessments.importing import tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import Findings

EXTENSIONS = (
    "ordinalValue",
    "itemWeight",
    "valueset-ordinalValue",
    "codesystem-ordinalValue",
    "questionnaire-ordinalValue",
    "iso21090-CO-value",
)
PROPERTIES = ("itemWeight", "ordinalValue")

# Codes are stored with three decimals and below 100,000.
LARGEST = Decimal(99_999)
FINEST = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A part of the file that may carry the weight of an answer; `place` is one of PLACES."""

    place: str
    node: Node


# Where a weight may stand, the nearest to the question first; the first found counts.
PLACES = ("option", "coding", "valueset", "codesystem")


@dataclass(frozen=True, slots=True)
class Weight:
    value: Decimal
    place: str


@dataclass(slots=True)
class Scales:
    """Finds weights, and remembers what each part of the file carries: many answers share one."""

    findings: Findings
    _carried: dict[int, list[tuple[Decimal, Node]]] = field(default_factory=dict)

    def find(self, carriers: Iterable[Carrier]) -> Weight | None:
        """The weight of one answer: the nearest to the question. Others that disagree are a finding."""
        found = [
            (Weight(value, carrier.place), node)
            for carrier in sorted(carriers, key=lambda carrier: PLACES.index(carrier.place))
            for value, node in self._on(carrier.node)
        ]
        if not found:
            return None
        first = found[0][0]
        for other, node in found[1:]:
            if other.value != first.value:
                self.findings.add("weight_conflict", node, used=first.value, other=other.value)
        return first

    def _on(self, node: Node) -> list[tuple[Decimal, Node]]:
        if id(node) not in self._carried:
            self._carried[id(node)] = [
                (value, raw)
                for raw in _raw(node, self.findings)
                if (value := number(raw, self.findings)) is not None
            ]
        return self._carried[id(node)]


def number(node: Node, findings: Findings) -> Decimal | None:
    """The node's value as a code, or None with a finding. A number in quotes counts, and is one."""
    value = node.value
    if isinstance(value, str):
        try:
            value = Decimal(value.strip())
        except InvalidOperation:
            value = None
        else:
            findings.add("weight_as_text", node, found=value)
    if not isinstance(value, Decimal) or not is_usable(value):
        findings.add("weight_invalid", node)
        return None
    return value.normalize() + 0


def is_usable(value: Decimal) -> bool:
    if not value.is_finite() or abs(value) > LARGEST:
        return False
    return value == value.quantize(FINEST)


def _raw(node: Node, findings: Findings) -> Iterator[Node]:
    for extension in tree.extensions(node, EXTENSIONS, findings):
        value = tree.value_of(extension)
        yield value if value is not None else extension
    for prop in tree.members(node, "property", findings):
        if tree.text(prop, "code", findings) in PROPERTIES:
            value = tree.value_of(prop)
            yield value if value is not None else prop
