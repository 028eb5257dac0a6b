"""A published course as one whole: what paper and memory stick are made of. Reads, changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page

from courses.content.models import CoursePage, LessonPage

SHEET = "reflection"


@dataclass(frozen=True, slots=True)
class Part:
    """A block as the site shows it. A sheet for paper has a title, and `lines` that are written or empty."""

    html: SafeString
    sheet: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """`neutral` is what a browser's history may show of it; `address` its path on the site."""

    number: int
    title: str
    neutral: str
    address: str
    intro: str
    minutes: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """`month` is the first day of the month in which a text of it last changed, None if that is not known."""

    language: str
    title: str
    neutral: str
    address: str
    intro: str
    parts: tuple[Part, ...]
    lessons: tuple[Lesson, ...]
    month: date | None


def revisions(pages: Collection[CoursePage]) -> dict[int, list[int]]:
    """By course: which published versions a handbook would be made from now, its own, then its lessons'."""
    found = {page.path: [page.live_revision_id or 0] for page in pages}
    lessons = LessonPage.objects.live().order_by("path").values_list("path", "live_revision_id")
    for path, revision in lessons:
        if (course := path[: -Page.steplen]) in found:
            found[course].append(revision or 0)
    return {page.pk: found[page.path] for page in pages}


def gathered(page: CoursePage) -> Course:
    """The course with its published lessons, in its own language. Three queries, and those of its blocks."""
    language = page.locale.language_code
    with override(language):
        lessons = list(page.lessons())
        changed = [each.last_published_at for each in (page, *lessons) if each.last_published_at]
        return Course(
            language=language,
            title=page.title,
            neutral=page.seo_title or _("Notes"),
            address=page.get_url() or "",
            intro=page.intro,
            parts=_parts(page.body),
            lessons=tuple(_lesson(each, number) for number, each in enumerate(lessons, start=1)),
            month=max(changed).date().replace(day=1) if changed else None,
        )


def _lesson(page: LessonPage, number: int) -> Lesson:
    return Lesson(
        number=number,
        title=page.title,
        neutral=page.seo_title or _("Notes"),
        address=page.get_url() or "",
        intro=page.intro,
        minutes=page.minutes,
        parts=_parts(page.body),
    )


def _parts(body: StreamValue) -> tuple[Part, ...]:
    return tuple(_sheet(block) if block.block_type == SHEET else Part(block.render()) for block in body)


def _sheet(block: StreamValue.StreamChild) -> Part:
    prompts = block.value["prompts"]
    lines = len(prompts) + sum(len(each.empty_lines()) for each in prompts)
    return Part(block.render(), block.value["title"], lines)
