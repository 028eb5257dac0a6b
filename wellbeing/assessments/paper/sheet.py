"""The whole sheet as a PDF. It is the same for everybody: no answer of anybody's ever comes near it."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from cms import directory
from cms.directory import Section
from wellbeing.assessments.exporting import Edition
from wellbeing.assessments.paper import scales
from wellbeing.assessments.paper.words import number
from wellbeing.assessments.papersheet import keys
from wellbeing.assessments.rules.definition import Instrument, Option
from wellbeing.assessments.rules.scoring import Plan
from wellbeing.assessments.taking.pages import face
from wellbeing.documents.pdf import to_pdf

STYLESHEET = Path(__file__).parent.parent / "stylesheets" / "paper.css"
# So many answers stand side by side, and so many with short labels below their boxes.
SIDE_BY_SIDE, ABREAST, LONG_LABEL = 5, 11, 44


def pdf(instrument: Instrument, plan: Plan, language: str, edition: Edition, *, today: date) -> bytes:
    """The sheet in one of the instrument's languages, with the help that is current today. Three queries."""
    sections = directory.sections(language=language, today=today)
    page = html(instrument, plan, language, edition, today=today, sections=sections)
    return to_pdf(page, stylesheet=STYLESHEET)


def html(
    instrument: Instrument,
    plan: Plan,
    language: str,
    edition: Edition,
    *,
    today: date,
    sections: Sequence[Section],
) -> str:
    """The page that becomes the PDF. `plan` is prepared from the same instrument."""
    counted = {key for scale in instrument.scales for key in scale.items}
    with translation.override(language):
        printed = [scales.printed(instrument, key, language) for key in keys(instrument, plan)]
        context: dict[str, Any] = {
            "language": language,
            **face(instrument, language),
            "edition": edition,
            "today": today,
            "questions": list(_questions(instrument, language)),
            "uncounted": [n for n, item in enumerate(instrument.items, 1) if item.key not in counted],
            "scales": printed,
            "has_reversed": any(each["has_reversed"] for each in printed),
            "help": sections,
        }
        return render_to_string("assessments/paper/sheet.html", context)


def _questions(instrument: Instrument, language: str) -> Iterator[dict[str, Any]]:
    sets = {each.key: each.options for each in instrument.response_sets}
    for place, item in enumerate(instrument.items, start=1):
        options = sets[item.response_set]
        yield {
            "number": place,
            "text": item.text[language],
            "is_sensitive": item.is_sensitive,
            "layout": _layout(options, language),
            "options": [
                {
                    "code": "" if option.code is None else number(option.code, language),
                    "text": option.text[language],
                }
                for option in options
            ],
        }


def _layout(options: tuple[Option, ...], language: str) -> str:
    """Side by side, side by side with labels below, or one below the other: whatever keeps labels whole."""
    longest = max(len(option.text[language]) for option in options)
    if len(options) > ABREAST or longest > LONG_LABEL:
        return "listed"
    if len(options) > SIDE_BY_SIDE:
        return "abreast" if longest * len(options) <= LONG_LABEL * SIDE_BY_SIDE else "listed"
    return f"beside of-{len(options)}"
