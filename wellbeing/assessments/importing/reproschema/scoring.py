"""The scoring of a ReproSchema activity: JavaScript, read as text and never run.

A sum of questions, or such a sum divided by their number, is told apart; `5 - name` turns a question round.
"""

import re
from collections.abc import Iterable

from wellbeing.assessments.importing import tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.questionnaire import Expression, Extract
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.reproschema import words

MOST = 40

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_MEAN = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\) ?/ ?([0-9]{1,3})")
_TURNED = re.compile(r"\(? ?[0-9]{1,3} ?- ?([A-Za-z_][A-Za-z0-9_-]*) ?\)?")
_LANGUAGE = frozenset({"Math", "Number", "max", "min", "round", "floor", "ceil", "abs", "parseInt", "null"})


def read(activity: Node, known: Iterable[str], extract: Extract, findings: Findings) -> None:
    """Adds each formula of the file; `known` are the names of its questions."""
    reached = {name: frozenset({name}) for name in known}
    for formula in _formulas(activity, findings)[:MOST]:
        text = tree.text(formula, "jsExpression", findings)
        variable = tree.text(formula, "variableName", findings)
        if not text:
            continue
        names = _names(text, reached)
        if strange := [name for name in names if name not in reached and name not in _LANGUAGE]:
            findings.add("expression_vs_factcard.unknown", formula, names=", ".join(strange))
        links = frozenset(link for name in names for link in reached.get(name, ()))
        method, reverses = _form(text)
        if not method:
            findings.add("expression_vs_factcard.method", formula, expression=text)
        extract.expressions.append(Expression(formula, formula, text, links, reverses, method))
        reached.setdefault(variable, links)


def _formulas(activity: Node, findings: Findings) -> list[Node]:
    """Under the name that versions from 1.0 on give them, or the one before."""
    found = words.get(activity, "compute") or words.get(activity, "scoringLogic")
    if found is None or found.parent is None or not isinstance(found.value, list):
        return []
    return tree.members(found.parent, str(found.key), findings)


def _names(text: str, reached: Iterable[str]) -> list[str]:
    """The names in their order. A hyphen is part of a name where a question is called so, else a minus."""
    found: list[str] = []
    known = frozenset(reached)
    for name in _NAME.findall(text):
        parts = [name] if name in known else _NAME.findall(name.replace("-", " "))
        found += [part for part in parts if part not in found]
    return found


def _form(text: str) -> tuple[str, frozenset[str] | None]:
    """`sum` or `mean` with the names turned round; nothing for any other formula."""
    whole = _MEAN.fullmatch(text)
    terms = [term.strip() for term in (whole[1] if whole else text).split("+")]
    if whole and int(whole[2]) != len(terms):
        return "", None
    turned = {match[1] for term in terms if (match := _TURNED.fullmatch(term))}
    if not all(_NAME.fullmatch(term) or _TURNED.fullmatch(term) for term in terms):
        return "", None
    return ("mean" if whole else "sum"), frozenset(turned)
