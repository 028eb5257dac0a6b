"""What a REDCap data dictionary holds. The code before the comma of a choice is the answer's number."""

import re
from decimal import Decimal

from wellbeing.assessments.importing import foreign
from wellbeing.assessments.importing.collecting import Collected
from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.questions import OPTIONS, Question, RawOption
from wellbeing.assessments.importing.redcap.table import Field

CHOICES = ("radio", "dropdown")
# REDCap fixes the codes of these kinds itself.
FIXED = {
    "yesno": ((1, {"ru": "Да", "en": "Yes"}), (0, {"ru": "Нет", "en": "No"})),
    "truefalse": ((1, {"ru": "Верно", "en": "True"}), (0, {"ru": "Неверно", "en": "False"})),
}
OTHERS = ("text", "notes", "checkbox", "slider", "file", "sql")

_FIELD = re.compile(r"\[([A-Za-z][A-Za-z0-9_]*)\]")
_HIDDEN = re.compile(r"@HIDDEN(?![A-Z-])")


def collect(fields: list[Field], collected: Collected) -> None:
    for field in fields:
        _read_texts(field, collected)
        kind = field.get("type").casefold()
        if kind in CHOICES or kind in FIXED:
            _read_question(field, kind, collected)
        elif kind == "descriptive":
            collected.text(field.at("label"), _texts(field, "label", collected))
        elif kind == "calc":
            collected.findings.add("left_out.total", field.at())
            text = field.get("choices")
            collected.expression(field.at("choices"), text, frozenset(_FIELD.findall(text)))
        elif kind in OTHERS:
            collected.findings.add("left_out.type", field.at("type"), type=kind)
        else:
            collected.findings.add("unknown_type", field.at("type"), type=kind or "-")
    forms = list(dict.fromkeys(field.get("form") for field in fields if field.get("form")))
    if len(forms) > 1:
        collected.findings.add("forms_mixed", fields[0].at("form"), forms=", ".join(forms), count=len(forms))


def _read_texts(field: Field, collected: Collected) -> None:
    if field.get("section"):
        collected.text(field.at("section"), _texts(field, "section", collected))
    if note := field.get("note"):
        collected.prose(field.at("note"), foreign.plain(note, field.at("note"), collected.findings))


def _read_question(field: Field, kind: str, collected: Collected) -> None:
    findings = collected.findings
    if field.get("branching"):
        findings.gather("gate_item", field.at("branching"), field.get("name"))
    if field.get("ranking").casefold() == "y":
        findings.add("matrix_ranking", field.at("ranking"))
    collected.question(
        Question(
            field.at(),
            field.get("name"),
            field.get("number"),
            (),
            _texts(field, "label", collected),
            _fixed(field, kind) if kind in FIXED else _options(field, collected),
        ),
        is_hidden=_HIDDEN.search(field.get("annotation")) is not None,
    )


def _texts(field: Field, column: str, collected: Collected) -> dict[str, str]:
    text = foreign.plain(field.get(column), field.at(column), collected.findings)
    return {collected.base: text} if text else {}


def _fixed(field: Field, kind: str) -> tuple[RawOption, ...]:
    return tuple(
        RawOption(field.at("type"), "", str(code), texts, Decimal(code), "option")
        for code, texts in FIXED[kind]
    )


def _options(field: Field, collected: Collected) -> tuple[RawOption, ...]:
    """Of `0, Never | 1, Often`. A choice without a comma has no code, only a label."""
    at = field.at("choices")
    parts = [part.strip() for part in field.get("choices").split("|", OPTIONS + 1)]
    return tuple(_option(part, at, collected) for part in parts if part)


def _option(part: str, at: At, collected: Collected) -> RawOption:
    name, comma, label = (piece.strip() for piece in part.partition(","))
    if not comma:
        name, label = "", part
    text = foreign.plain(label, at, collected.findings)
    number = foreign.code(name)
    return RawOption(
        at, "", name, {collected.base: text} if text else {}, number, "option" if number is not None else ""
    )


def sample(fields: list[Field]) -> list[str]:
    return [field.get("label") for field in fields[:200]]


def title(fields: list[Field]) -> str:
    """The form's name as a person would write it: `tower_log` is "Tower log"."""
    name = next((field.get("form") for field in fields if field.get("form")), "")
    return name.replace("_", " ").strip().capitalize()


def names(fields: list[Field]) -> list[str]:
    """What the file calls its forms and their parts, for recognising an instrument."""
    found = [field.get(name) for field in fields for name in ("form", "section")]
    return list(dict.fromkeys(name[:200] for name in found if name))[:50]
