"""A LimeSurvey file as an extract."""

from wellbeing.assessments.importing import collecting, foreign, languages, source
from wellbeing.assessments.importing.collecting import Collected
from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.given import Given
from wellbeing.assessments.importing.limesurvey import reading, rows
from wellbeing.assessments.importing.limesurvey.rows import Tables
from wellbeing.assessments.importing.limesurvey.survey import Survey
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.report import Findings

# Where the file says what it is, before its first table; a declaration of entities may stand before that.
START = 4_000

read = collecting.give


def recognises(data: bytes) -> bool:
    """Any XML: nothing else that is read here is written so, and a stranger's XML gets its own sentence."""
    start = data[:START].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<?xml", b"<!DOCTYPE", b"<document"))


def head(data: bytes, given: Given, findings: Findings) -> Extract | None:
    text = source.text_of(data, "", findings)
    tables = rows.read(text, findings) if text is not None else None
    if tables is None:
        return None
    if tables.kind != "Survey":
        findings.add("not_survey", At(), found=tables.kind or "-")
        return None
    asked = [*tables.of("question_l10ns")[:200], *tables.of("questions")[:200]]
    sample = [row.get("question") for row in asked]
    survey = next(iter(tables.of("surveys")), None)
    language = languages.tag(survey.get("language")) if survey and survey.get("language") else ""
    at = survey.place("language") if survey else At()
    # A survey in several languages has texts of all in one table: only one that names none is guessed.
    base = language or collecting.declared("", given.language, sample, at, findings)
    collected = Collected(base, findings)
    reading.collect(Survey.of(tables, base, findings), collected)
    return _extract(tables, base, collected, findings)


def _extract(tables: Tables, base: str, collected: Collected, findings: Findings) -> Extract:
    title: dict[str, str] = {}
    extract = Extract(At(), title, (), format="LimeSurvey", held=collected)
    for row in tables.of("surveys_languagesettings"):
        language = row.get("surveyls_language")
        text = foreign.plain(row.get("surveyls_title"), row.place("surveyls_title"), findings)
        if text:
            title.setdefault(languages.tag(language) if language else base, text)
        for column in ("surveyls_description", "surveyls_welcometext", "surveyls_endtext"):
            at = row.place(column)
            extract.prose.append((at, foreign.plain(row.get(column), at, findings)))
    names = [*title.values(), *(row.get("group_name") for row in tables.of("group_l10ns"))]
    names += [row.get("group_name") for row in tables.of("groups")]
    extract.names = tuple(dict.fromkeys(name[:200] for name in names if name))
    return extract
