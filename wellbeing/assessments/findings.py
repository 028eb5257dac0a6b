"""What is to be written down as a draft's findings, from an import's report and from our own checks."""

from collections.abc import Sequence
from dataclasses import dataclass

from wellbeing.assessments import sentences
from wellbeing.assessments.importing.report import Finding, Place, Report
from wellbeing.assessments.importing.report import Severity as FileSeverity
from wellbeing.assessments.models import Finding as FindingRow
from wellbeing.assessments.rules import checking
from wellbeing.assessments.rules.definition import Instrument

# The kinds of findings that our own checks make: these come and go with what the draft holds.
OF_CHECKS = "check-"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, as `models.Finding` holds it. A place in a file is written `line:column path`."""

    severity: str
    kind: str
    place: str
    text_ru: str
    text_en: str


def of_report(report: Report) -> tuple[Found, ...]:
    """What an import found, except what made a draft impossible."""
    return tuple(
        _found(each, place(each.place)) for each in report.findings if each.severity is not FileSeverity.ERROR
    )


def of_checks(instrument: Instrument) -> tuple[Found, ...]:
    """Each thing that a named person has to answer for, once."""
    found = {}
    for problem in checking.problems(instrument):
        if problem.severity is checking.Severity.WARNING:
            said = sentences.sentence(problem, instrument)
            kind = OF_CHECKS + problem.kind
            found[said] = Found(FindingRow.Severity.OPEN.value, kind, "", said.ru, said.en)
    return tuple(found.values())


def of_draft(told: Sequence[Finding]) -> tuple[Found, ...]:
    """What a draft tells of itself, each at the key of a question; an error too is to be answered for."""
    return tuple(_found(each, each.place.path) for each in told)


def _found(finding: Finding, where: str) -> Found:
    is_note = finding.severity is FileSeverity.NOTE
    severity = FindingRow.Severity.NOTE if is_note else FindingRow.Severity.OPEN
    return Found(
        severity=severity.value,
        kind=finding.kind,
        place=where,
        text_ru=finding.sentence("ru"),
        text_en=finding.sentence("en"),
    )


def place(where: Place) -> str:
    """The place in no language: "valueset[0] 12:7 concept[3]", the line and column counted from 1."""
    position = f"{where.line}:{where.column}" if where.line is not None else ""
    longest = FindingRow._meta.get_field("place").max_length or 0
    return " ".join(part for part in (where.source, position, where.path) if part)[:longest]
