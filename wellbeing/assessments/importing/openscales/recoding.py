"""`value_map` of an OpenScales file: what each answer counts instead of its number, scale by scale."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from wellbeing.assessments.importing import tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import Findings

DEFAULT = "default"
SHOWN = 20


def read(
    scale: Node,
    links: Sequence[str] | Mapping[str, int],
    answers: Mapping[str, tuple[Decimal, ...]],
    findings: Findings,
) -> frozenset[str]:
    """The questions whose answers it only turns round; any other recoding is a finding.

    `answers` are the numbers of each question. The list gives, from the lowest answer on, what it counts.
    """
    maps = tree.get(scale, "value_map")
    if maps is None or not isinstance(maps.value, dict):
        return frozenset()
    turned: list[str] = []
    other: list[str] = []
    for link in links:
        counts = _counts(maps.value.get(link) or maps.value.get(DEFAULT))
        numbers = sorted(set(answers.get(link, ())))
        if not counts or not numbers or counts == numbers:
            continue
        (turned if counts == numbers[::-1] else other).append(link)
    if other:
        findings.add("expression_vs_factcard.recoded", maps, items=", ".join(other[:SHOWN]), count=len(other))
    return frozenset(turned)


def _counts(node: Node | None) -> list[Decimal]:
    if node is None or not isinstance(node.value, list):
        return []
    return [each.value for each in node.value if isinstance(each.value, Decimal)]
