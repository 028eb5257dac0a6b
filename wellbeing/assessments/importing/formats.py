"""The formats that are read, and which of them a file is in: by its content, never by its name.

A format is a module with three functions. `recognises(data)` looks at the bytes and never raises.
`head(data, given, findings)` gives title, names and licence as an `Extract` (or None with an error in
`findings`), enough to find the fact card; what the reader needs later it keeps in `Extract.held`.
`read(extract, card, findings)` adds the questions and the file's own scoring. All else is one path for all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from wellbeing.assessments.importing import questionnaire
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.given import Given
from wellbeing.assessments.importing.limesurvey import reader as limesurvey
from wellbeing.assessments.importing.openscales import reader as openscales
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.redcap import reader as redcap
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.reproschema import reader as reproschema
from wellbeing.assessments.importing.xlsform import reader as xlsform

ABOUT = Path(__file__).with_name("formats.yaml")

Head = Callable[[bytes, Given, Findings], Extract | None]


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is said to people, alike in all languages; `key` is its entry in `formats.yaml`."""

    key: str
    name: str
    recognises: Callable[[bytes], bool]
    head: Head
    read: Callable[[Extract, FactCard | None, Findings], None]

    @property
    def about(self) -> dict[str, str]:
        """What the file is and where people get it, in `ru` and `en`."""
        return _about()[self.key]


def alone(head: Head) -> Head:
    """The head of a format in which everything stands in one file: what is loaded beside it is a finding."""

    def read_head(data: bytes, given: Given, findings: Findings) -> Extract | None:
        if given.beside:
            findings.add("files_unused", count=len(given.beside))
        return head(data, given, findings)

    return read_head


FHIR = Format(
    "fhir", "FHIR Questionnaire (JSON)", questionnaire.recognises, questionnaire.head, questionnaire.read
)
LIMESURVEY = Format(
    "limesurvey", "LimeSurvey (.lss)", limesurvey.recognises, alone(limesurvey.head), limesurvey.read
)
REDCAP = Format("redcap", "REDCap data dictionary (CSV)", redcap.recognises, alone(redcap.head), redcap.read)
XLSFORM = Format("xlsform", "XLSForm (.xlsx)", xlsform.recognises, alone(xlsform.head), xlsform.read)
OPENSCALES = Format(
    "openscales", "OpenScales (.osd)", openscales.recognises, alone(openscales.head), openscales.read
)
REPROSCHEMA = Format(
    "reproschema", "ReproSchema (JSON-LD, ZIP)", reproschema.recognises, reproschema.head, reproschema.read
)
# An XLSForm is any ZIP that no format before it knows.
ALL: tuple[Format, ...] = (OPENSCALES, FHIR, REPROSCHEMA, LIMESURVEY, REDCAP, XLSFORM)


def names() -> str:
    return ", ".join(each.name for each in ALL)


def recognise(data: bytes) -> Format:
    """The format of the file; for a file in none, one whose head says so."""
    return next((each for each in ALL if each.recognises(data)), UNKNOWN)


def _unknown_head(data: bytes, given: Given, findings: Findings) -> Extract | None:
    """What is wrong with the file as JSON, the commonest case, and which formats are read."""
    extract = FHIR.head(data, given, findings)
    if extract is None and data.strip():
        findings.add("format_unknown", formats=names())
    return extract


@cache
def _about() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(ABOUT.read_text(encoding="utf-8"))
    return loaded


UNKNOWN = Format("", "", lambda data: True, _unknown_head, FHIR.read)
