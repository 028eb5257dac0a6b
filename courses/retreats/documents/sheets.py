"""What the papers of a retreat share: their look, their language, and that none has a telling title."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import override, pgettext

from courses.retreats.models import Retreat
from wellbeing.documents.pdf import to_pdf

STYLES = Path(__file__).parent / "stylesheets"
SHEET = STYLES / "sheet.css"
CARDS = STYLES / "cards.css"


def pdf(name: str, language: str, context: Mapping[str, Any], *, stylesheet: Path = SHEET) -> bytes:
    """The template `name` of papers, in a language."""
    with override(language):
        page = render_to_string(f"retreats/documents/{name}.html", {"language": language, **context})
    return to_pdf(page, stylesheet=stylesheet)


def days(retreat: Retreat) -> str:
    """From which day to which, in the language of the moment."""
    begins, ends = retreat.begins_on, retreat.ends_on
    is_one_month = (begins.year, begins.month) == (ends.year, ends.month)
    if is_one_month:
        said, first = pgettext("days of one month on paper", "%(first)s–%(last)s"), date_format(begins, "j")
    else:
        said, first = pgettext("days on paper", "%(first)s – %(last)s"), date_format(begins, "j E")
    return said % {"first": first, "last": date_format(ends, "j E Y")}
