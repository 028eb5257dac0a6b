"""The result as a document to keep on paper."""

from django.template.loader import render_to_string
from django.utils import translation

from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.assessments.taking.pages import face
from wellbeing.documents.pdf import to_pdf


def result_document(shown: Shown, line: str) -> bytes:
    """The PDF that carries what the result page says for these answers."""
    results = shown.plan.score(shown.sheet.codes(line))
    with translation.override(shown.language):
        html = render_to_string(
            "assessments/result_document.html",
            {
                "language": shown.language,
                **face(shown.instrument, shown.language),
                "sections": shown.result.sections(results),
                "steps": shown.result.steps_html(results),
            },
        )
    return to_pdf(html)
