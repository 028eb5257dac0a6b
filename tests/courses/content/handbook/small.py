"""A small course, published as editors publish, in either language."""

from typing import Any

from wagtail.models import Page

from courses.content.models import CoursePage, Handbook, LessonPage
from tests.factories.cms import create_home
from tests.factories.courses import create_course, create_index, create_lesson

SHEET = {
    "title": "Что держит и что тянет",
    "text": "<p>На бумаге, без имён.</p>",
    "prompts": [{"text": "Что давало силы?", "lines": 3}, {"text": "Что отложить?", "lines": 2}],
}
PARAGRAPH = "<p>" + "Усталость в движении — не слабость и не личная неудача. " * 12 + "</p>"
BODY: list[tuple[str, Any]] = [
    ("heading", "Как это видно"),
    (
        "paragraph",
        PARAGRAPH + '<h3>Мелкое</h3><p>Есть <a href="https://example.org/a?b=1&c=2">обзор</a>.</p>',
    ),
    ("reflection", SHEET),
    ("question_answer", {"question": "Это слабость?", "answer": "<p>Нет.</p>"}),
    (
        "table",
        {
            "caption": "Что где",
            "columns": ["Где", "Что"],
            "rows": [{"cells": ["дома", "тихо"]}, {"cells": ["в чате", "громко"]}],
        },
    ),
    ("signpost", {"to": "check/", "text": "Посмотрите на свой месяц."}),
    ("sources", {"items": [{"text": "Иванова А. (2024).", "address": "https://doi.org/10.1000/182"}]}),
]


def create_small(*, language: str = "ru", lessons: int = 3, body: Any = BODY) -> CoursePage:
    """A course with so many lessons; publishing it has asked for its files."""
    index = create_index(home=create_home(language=language))
    course = create_course(index=index, title="Выйти из выгорания", intro="Для тех, кто устал.")
    for number in range(1, lessons + 1):
        create_lesson(course=course, number=number, body=body, intro="Коротко.")
    publish(course)
    return CoursePage.objects.get(pk=course.pk)


def publish(page: Page) -> None:
    fresh = page.specific_class.objects.get(pk=page.pk)
    fresh.save_revision().publish()


def lesson(course: CoursePage, number: int) -> LessonPage:
    found: LessonPage = list(course.lessons())[number - 1]
    return found


def file_of(course: CoursePage, kind: str) -> Handbook:
    found: Handbook = Handbook.objects.get(course=course, kind=kind)
    return found
