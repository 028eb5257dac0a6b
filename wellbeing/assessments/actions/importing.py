"""A questionnaire file becomes a draft with its findings, or a report that says why not."""

from collections.abc import Sequence
from datetime import date

from wellbeing.assessments import findings, importing
from wellbeing.assessments.actions import cards, drafts
from wellbeing.assessments.importing import Finding, Place, Report, Severity
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.writing import DoesNotFit


class NotHeld(Finding):
    """What the tables cannot hold: its values are the sentence itself, by language."""

    def sentence(self, language: str) -> str:
        return self.values[language]


def import_questionnaire(
    *, data: bytes, valuesets: Sequence[bytes], slug: str, today: date, language: str = ""
) -> tuple[InstrumentVersion | None, Report]:
    """The next draft under the address `slug`, None where the report holds an error; and the report.

    `valuesets` are the further files, in any order; `language` is that of a file that names none.
    Nothing of the file is kept but what the draft and its findings say.
    """
    read = importing.read_questionnaire(data, valuesets, today=today, language=language, cards=cards.used())
    if read.instrument is None:
        return None, read.report
    try:
        version = drafts.create_draft(
            instrument=read.instrument, slug=slug, findings=findings.of_report(read.report)
        )
    except DoesNotFit as error:
        return None, _with_misfits(read.report, error)
    return version, read.report


def _with_misfits(report: Report, error: DoesNotFit) -> Report:
    """The report with what no table holds in front; such places are those of the draft, not of the file."""
    added = tuple(
        NotHeld(
            Severity.ERROR,
            "does_not_fit",
            Place(misfit.place),
            {"ru": misfit.text_ru, "en": misfit.text_en},
        )
        for misfit in error.misfits
    )
    return Report((*added, *report.findings), report.understood)
