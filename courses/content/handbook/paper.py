"""The course as one page that becomes a PDF: cover, contents, lessons, and each sheet on a page of its own.

What size the paper has is said by the style alone. The same course gives the same bytes.
"""

from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from courses.content.handbook import links
from courses.content.handbook.gathering import Course, Part
from courses.content.handbook.rewriting import Place, Target, rewritten
from wellbeing.documents.pdf import Heard, to_pdf

FOLDER = Path(__file__).parent / "stylesheets"
STYLES = {"a4": FOLDER / "a4.css", "a5": FOLDER / "a5.css"}
# Nothing can be played on paper; what a recording says stands below it.
# With more lines than that a sheet of A5 is set closer, so that it stays one page.
MOST_LINES = 16
PLAYERS = frozenset({"audio", "video"})


def pdf(course: Course, size: str, heard: Heard | None = None) -> bytes:
    return to_pdf(html(course), stylesheet=STYLES[size], heard=heard)


def html(course: Course) -> str:
    """The whole page, with nothing that would have to be fetched."""
    pages = {course.address: "course"} | {each.address: f"lesson-{each.number}" for each in course.lessons}
    with override(course.language):
        context = {
            "course": course,
            "site": urlsplit(settings.SITE_URL).netloc + course.address,
            "about": _in_its_place(course.parts, "course", pages),
            "lessons": [
                {
                    "id": f"lesson-{each.number}",
                    "page": each,
                    "text": _in_its_place(each.parts, f"lesson-{each.number}", pages),
                    "sheets": _sheets(each.parts, f"lesson-{each.number}", pages),
                }
                for each in course.lessons
            ],
        }
        return render_to_string("content/handbook/paper.html", context)


def _in_its_place(parts: tuple[Part, ...], id: str, pages: dict[str, str]) -> list[dict[str, str]]:
    """The text in its order: parts, and where a sheet stood only its title and id."""
    place = _place(id, pages)
    text, sheets = [], 0
    for part in parts:
        if part.sheet:
            sheets += 1
            text.append({"sheet": part.sheet, "id": f"{id}-sheet-{sheets}"})
        else:
            text.append({"html": _safe(part, place)})
    return text


def _sheets(parts: tuple[Part, ...], id: str, pages: dict[str, str]) -> list[dict[str, str | bool]]:
    place = _place(id, pages)
    found = [part for part in parts if part.sheet]
    return [
        {
            "id": f"{id}-sheet-{number}",
            "title": part.sheet,
            "html": _safe(part, place),
            "is_dense": part.lines > MOST_LINES,
        }
        for number, part in enumerate(found, start=1)
    ]


def _safe(part: Part, place: Place) -> SafeString:
    return mark_safe(rewritten(part.html, place))  # noqa: S308  the block's own template, made fit for paper


def _place(id: str, pages: dict[str, str]) -> Place:
    return Place(
        leads=partial(_leads, pages),
        file=_nowhere,
        written=lambda address: format_html('<span class="note">{}</span>', address),
        prefix=f"{id}-",
        deeper=1,
        left_out=PLAYERS,
    )


def _leads(pages: dict[str, str], href: str) -> Target:
    link = links.read(href, site=settings.SITE_URL, pages=frozenset(pages))
    if link.page:
        return Target(f"#{pages[link.page]}")
    address = link.address or (settings.SITE_URL.rstrip("/") + link.file if link.file else "")
    return Target(address, address)


def _nowhere(address: str) -> None:
    """No file lies beside a sheet of paper."""
