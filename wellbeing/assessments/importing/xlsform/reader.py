"""An XLSForm as an extract."""

from wellbeing.assessments.importing import collecting, foreign, languages, source
from wellbeing.assessments.importing.collecting import Collected
from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.given import Given
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.xlsform import archive, form, sheets
from wellbeing.assessments.importing.xlsform.sheets import Book

read = collecting.give


def recognises(data: bytes) -> bool:
    """Any ZIP: which spreadsheet it is, and whether it is harmless, its head says."""
    return archive.is_zip(data)


def head(data: bytes, given: Given, findings: Findings) -> Extract | None:
    if source.is_too_large(data, "", findings):
        return None
    book = sheets.read(data, findings)
    if book is None:
        return None
    base = form.default_language(book)
    if not base and any(form.sample(book)):
        base = collecting.declared("", given.language, form.sample(book), At("survey!A1"), findings)
    collected = Collected(base or languages.UNKNOWN, findings)
    form.collect(book, collected)
    return _extract(book, collected, findings)


def _extract(book: Book, collected: Collected, findings: Findings) -> Extract:
    title: dict[str, str] = {}
    names: list[str] = []
    for line in book.of("settings")[:1]:
        text = foreign.plain(line.get("form_title", "title"), line.at("form_title", "title"), findings)
        if text:
            title[collected.base] = text
        names = [name[:200] for name in (text, line.get("form_id", "id_string")) if name]
    return Extract(At("survey!A1"), title, tuple(names), format="XLSForm", held=collected)
