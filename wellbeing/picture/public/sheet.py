"""A scale as a chart for print: a column of bars on A4, made when somebody asks and kept while it holds."""

from django.template.loader import render_to_string

from wellbeing.documents.pdf import to_pdf
from wellbeing.picture.public import pages
from wellbeing.picture.published import Published, language


def pdf(found: Published, instrument: str, version: str, scale: str) -> bytes:
    """The file. Raises Http404 for a scale of which nothing is published."""
    context = pages.scale(found, instrument, version, scale) | {"language": language()}
    key = ("pdf", language(), instrument, version, scale)
    return found.file(key, lambda: to_pdf(render_to_string("picture/sheet.html", context)))
