"""The course as a folder of plain pages in one ZIP: opens from a memory stick, without network or script.

Whatever leads out of the folder is only written, not linked: a press on it would tell a network where the
stick is. The names of the files and of the pages tell nothing.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from cms.style import COURSES_STYLE, STYLE
from courses.content.handbook import links, media
from courses.content.handbook.gathering import Course, Part
from courses.content.handbook.rewriting import Place, Target, rewritten
from wellbeing.documents import archives

INDEX = "index.html"


def archive(course: Course) -> bytes:
    return archives.zipped(files(course))


def files(course: Course) -> dict[str, bytes]:
    """The files by name, in the order in which they stand in the archive."""
    folder = _Folder(course)
    with override(course.language):
        pages = dict(folder.pages())
    return pages | {"style.css": (STYLE + COURSES_STYLE).encode()} | dict(sorted(folder.media.items()))


class _Folder:
    """Pages, and the files that they turned out to need."""

    def __init__(self, course: Course) -> None:
        self.course = course
        lessons = {each.address: f"{each.number:02}.html" for each in course.lessons}
        # What each page of the course is called in the folder, by its address on the site.
        self.names = {course.address: INDEX} | lessons
        self.media: dict[str, bytes] = {}
        self.place = Place(leads=self._leads, file=self._file, written=_written)

    def pages(self) -> Iterator[tuple[str, bytes]]:
        course = self.course
        lessons = [(self.names[each.address], each) for each in course.lessons]
        common = {"course": course, "lessons": lessons, "index": INDEX}
        yield INDEX, self._page("index", common | {"page": course, "text": self._text(course.parts)})
        for place, (name, lesson) in enumerate(lessons):
            around = {
                "page": lesson,
                "text": self._text(lesson.parts),
                "before": lessons[place - 1] if place else None,
                "after": lessons[place + 1] if place + 1 < len(lessons) else None,
            }
            yield name, self._page("lesson", common | around)

    def _page(self, template: str, context: dict[str, Any]) -> bytes:
        return render_to_string(f"content/handbook/offline_{template}.html", context).encode()

    def _text(self, parts: tuple[Part, ...]) -> list[SafeString]:
        return [mark_safe(rewritten(part.html, self.place)) for part in parts]  # noqa: S308  as on paper

    def _leads(self, href: str) -> Target:
        link = links.read(href, site=settings.SITE_URL, pages=frozenset(self.names))
        if link.page:
            return Target(self.names[link.page])
        if link.file:
            return Target(self._file(link.file) or "")
        return Target(address=link.address)

    def _file(self, address: str) -> str | None:
        found = media.content(address)
        if found is None:
            return None
        name = f"media/{PurePosixPath(address).name}"
        self.media[name] = found
        return name


def _written(address: str) -> SafeString:
    return format_html(' <span class="small">({})</span>', address)
