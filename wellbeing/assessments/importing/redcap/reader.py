"""A REDCap data dictionary as an extract."""

from wellbeing.assessments.importing import collecting, source
from wellbeing.assessments.importing.collecting import Collected
from wellbeing.assessments.importing.given import Given
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.redcap import dictionary, table
from wellbeing.assessments.importing.report import Findings

# So many of the eighteen headings make a dictionary; what it lacks of the needed ones is then said.
ENOUGH = 3

read = collecting.give


def recognises(data: bytes) -> bool:
    start = data[: table.HEADING_LENGTH].decode("utf-8", "ignore")
    return len(table.headings(start)[1]) >= ENOUGH


def head(data: bytes, given: Given, findings: Findings) -> Extract | None:
    text = source.text_of(data, "", findings)
    fields = table.read(text, findings) if text is not None else None
    if fields is None:
        return None
    if not fields:
        findings.add("no_questions")
        return None
    base = collecting.declared("", given.language, dictionary.sample(fields), fields[0].at("label"), findings)
    collected = Collected(base, findings)
    dictionary.collect(fields, collected)
    title = dictionary.title(fields)
    return Extract(
        fields[0].at(),
        {base: title} if title else {},
        tuple(dict.fromkeys(name for name in (title, *dictionary.names(fields)) if name)),
        format="REDCap",
        held=collected,
    )
