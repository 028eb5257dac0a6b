"""Courses and lessons, made as editors make them."""

from typing import Any

from wagtail.models import Page

from courses.content.models import CourseIndexPage, CoursePage, LessonPage


def create_index(*, home: Page, slug: str = "courses", **fields: Any) -> CourseIndexPage:
    index = CourseIndexPage(title="Курсы", slug=slug, locale=home.locale, **fields)
    return _below(home, index)


def create_course(*, index: Page, slug: str = "burnout", title: str = "Курс", **fields: Any) -> CoursePage:
    course = CoursePage(title=title, slug=slug, seo_title="Заметки", locale=index.locale, **fields)
    return _below(index, course)


def create_lesson(*, course: Page, number: int = 1, body: Any = (), **fields: Any) -> LessonPage:
    """A published lesson, the `number`th of its course; `body` as pairs of a block's kind and value."""
    defaults = {"title": f"Тема {number}", "slug": f"lesson-{number}", "seo_title": f"Урок {number}"}
    lesson = LessonPage(locale=course.locale, **defaults | fields)
    block = LessonPage.body.field.stream_block
    lesson.body = block.to_python([{"type": kind, "value": value} for kind, value in body])
    return _below(course, lesson)


def _below(parent: Page, page: Any) -> Any:
    """The row as it is: treebeard counts children on it."""
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page
