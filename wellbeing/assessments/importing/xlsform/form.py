"""What an XLSForm holds. A choice's `name` is the answer's code; where it is a number, it is the number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from wellbeing.assessments.importing import foreign, languages
from wellbeing.assessments.importing.collecting import Collected
from wellbeing.assessments.importing.questions import OPTIONS, Question, RawOption
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.xlsform.sheets import Book, Line

LANGUAGES = {
    **dict.fromkeys(("русский", "russian", "russkiy"), "ru"),
    **dict.fromkeys(("english", "английский"), "en"),
}
# Kinds that nobody answers: the device fills them in.
DEVICE = frozenset(
    (
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "phonenumber",
        "email",
        "audit",
        "simserial",
        "subscriberid",
    )
)

_SELECT = re.compile(r"(select_one|select one|select1|select_multiple|select multiple)\s+(\S+)(.*)")
_FIELD = re.compile(r"\$\{\s*([^${}\s]+)\s*\}")
_LABEL = re.compile(r"label(?:\s*::?\s*(.+))?")
_IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\)\s*$")
_NO_QUESTION = re.compile(r"(?<![a-z-])(?:label|list-nolabel-header)(?![a-z-])")


@dataclass(slots=True)
class Form:
    """The lists of answers, and the groups that are open while the survey is read."""

    collected: Collected
    choices: dict[str, list[Line]] = field(default_factory=dict)
    open: list[tuple[Line, str]] = field(default_factory=list)

    @property
    def findings(self) -> Findings:
        return self.collected.findings


def language(raw: str) -> str:
    """Of a column `label::Русский (ru)`, `label::English` or `label:ru`; its own name where it is unknown."""
    if match := _IN_BRACKETS.search(raw):
        return languages.tag(match[1])
    known = LANGUAGES.get(raw.strip().casefold(), "") or languages.tag(raw)
    return known if known != languages.UNKNOWN else raw.strip().casefold()[:20]


def default_language(book: Book) -> str:
    """What the settings say; empty where they say nothing."""
    for line in book.of("settings"):
        if raw := line.get("default_language"):
            return language(raw)
    return ""


def sample(book: Book) -> list[str]:
    """Texts of which only the letters can tell the language."""
    return [line.get("label") for line in book.of("survey")[:200]]


def texts(line: Line, collected: Collected) -> dict[str, str]:
    found: dict[str, str] = {}
    for heading in line.columns:
        match = _LABEL.fullmatch(heading)
        if match and (raw := line.get(heading)):
            text = foreign.plain(raw, line.at(heading), collected.findings)
            if text:
                found.setdefault(language(match[1]) if match[1] else collected.base, text)
    return found


def collect(book: Book, collected: Collected) -> None:
    form = Form(collected)
    for line in book.of("choices"):
        if name := line.get("list_name", "list name"):
            form.choices.setdefault(name, []).append(line)
    for line in book.of("survey"):
        _read_line(line, form)


def _read_line(line: Line, form: Form) -> None:
    kind = " ".join(line.get("type").split())
    small = kind.casefold().replace("_", " ")
    if select := _SELECT.fullmatch(kind):
        _read_select(line, select[1], select[2], select[3], form)
    elif small in ("begin group", "begin repeat"):
        form.open.append((line, small))
        form.collected.text(line.at("type"), texts(line, form.collected))
    elif small in ("end group", "end repeat"):
        if form.open:
            form.open.pop()
    elif small == "note":
        form.collected.text(line.at("type"), texts(line, form.collected))
    elif small == "calculate":
        form.findings.add("left_out.total", line.at("name"))
        text = line.get("calculation")
        form.collected.expression(line.at("calculation"), text, frozenset(_FIELD.findall(text)))
    elif small and small not in DEVICE:
        form.findings.add("left_out.type", line.at("type"), type=kind)


def _read_select(line: Line, kind: str, name: str, more: str, form: Form) -> None:
    findings = form.findings
    if "multiple" in kind:
        findings.add("left_out.type", line.at("type"), type=kind)
        return
    if _NO_QUESTION.search(line.get("appearance").casefold()):
        form.collected.text(line.at("type"), texts(line, form.collected))
        return
    if name not in form.choices:
        findings.add("valueset_missing", line.at("type"), url=name)
        return
    if "or_other" in more:
        findings.add("open_choice", line.at("type"))
    _warn_of_conditions(line, form)
    question = Question(
        line.at("name"),
        line.get("name"),
        "",
        (),
        texts(line, form.collected),
        tuple(_options(form.choices[name], form)),
    )
    form.collected.question(question)


def _warn_of_conditions(line: Line, form: Form) -> None:
    """A question that not everybody is asked, or that is asked several times, by itself or with its group."""
    for where, kind in [(line, ""), *form.open]:
        if where.get("relevant"):
            form.findings.gather("gate_item", where.at("relevant"), line.get("name"))
        if kind == "begin repeat":
            form.findings.add("repeated_group", where.at("type"))


def _options(choices: Iterable[Line], form: Form) -> Iterable[RawOption]:
    for line in list(choices)[: OPTIONS + 1]:
        name = line.get("name", "value")
        number = foreign.code(name)
        yield RawOption(
            line.at("name", "value"),
            "",
            name,
            texts(line, form.collected),
            number,
            "option" if number is not None else "",
        )
