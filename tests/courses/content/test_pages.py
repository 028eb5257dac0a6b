"""What readers see of courses: the list, a course, a lesson in its place, and the card."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from cms import generation
from courses.content.models import CoursePage
from tests.factories.cms import create_help_page, create_home
from tests.factories.courses import create_course, create_index, create_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    home = create_home()
    create_help_page(parent=home)
    index = create_index(home=home, show_in_menus=True, menu_title="Учиться")
    return create_course(index=index, title="Восстановиться", intro="Для тех, кто устал.")


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == HTTPStatus.OK, path
    page: str = response.content.decode()
    return page


def main(path: str) -> str:
    return read(path).partition("<main")[2].partition("</main>")[0]


def links(html: str) -> list[str]:
    return re.findall('href="([^"]*)"', html)


def test_the_list_says_how_long_each_published_course_is(course: CoursePage) -> None:
    create_lesson(course=course, number=1, minutes=15)
    create_lesson(course=course, number=2, minutes=20)
    create_lesson(course=course, number=3, minutes=40, live=False)
    create_course(index=course.get_parent(), slug="draft", title="Черновик", live=False)

    html = main("/ru/courses/")

    assert links(html) == ["/ru/courses/burnout/"]
    assert "Для тех, кто устал. 2 урока, 35 минут" in html
    assert "Черновик" not in html


def test_a_course_lists_its_lessons_in_order_with_their_sum(course: CoursePage) -> None:
    for number, minutes in ((1, 15), (2, 1), (3, 20)):
        create_lesson(course=course, number=number, minutes=minutes)
    create_lesson(course=course, number=4, live=False)

    html = main("/ru/courses/burnout/")

    assert re.findall("<b>(Тема .)</b><span>(.*?)</span>", html) == [
        ("Тема 1", "15 минут"),
        ("Тема 2", "1 минута"),
        ("Тема 3", "20 минут"),
    ]
    assert "3 урока, 36 минут" in html
    assert "/ru/courses/burnout/card/" in links(html)


def test_a_lesson_knows_its_place_and_its_neighbours(course: CoursePage) -> None:
    for number in (1, 2, 3):
        create_lesson(course=course, number=number)

    first, middle, last = (main(f"/ru/courses/burnout/lesson-{number}/") for number in (1, 2, 3))

    assert "Урок 2 из 3" in middle
    base = "/ru/courses/burnout/"
    assert links(first) == [base, f"{base}lesson-2/", "/ru/help/"]
    assert links(middle) == [base, f"{base}lesson-3/", f"{base}lesson-1/", "/ru/help/"]
    assert links(last) == [base, f"{base}lesson-2/", "/ru/help/"]


def test_a_lesson_that_goes_leaves_the_course_whole(course: CoursePage) -> None:
    lessons = [create_lesson(course=course, number=number) for number in (1, 2, 3)]

    lessons[1].delete()

    assert "Урок 2 из 2" in main("/ru/courses/burnout/lesson-3/")
    assert links(main("/ru/courses/burnout/lesson-1/"))[1] == "/ru/courses/burnout/lesson-3/"
    assert main("/ru/courses/burnout/").count("<li>") == 2
    assert main("/ru/courses/burnout/card/").count("<i>") == 2


def test_a_lesson_of_a_course_that_was_taken_down_leads_nowhere_empty(course: CoursePage) -> None:
    create_lesson(course=course)
    CoursePage.objects.get().unpublish()

    assert links(main("/ru/courses/burnout/lesson-1/")) == ["/ru/help/"]


def test_the_card_has_a_box_for_each_lesson_and_names_none(course: CoursePage) -> None:
    for number in (1, 2):
        create_lesson(course=course, number=number, title="О выгорании", minutes=15)

    html = read("/ru/courses/burnout/card/")
    card = html.partition("<main")[2].partition("</main>")[0]

    assert card.count("<i></i>") == 2
    assert "выгоран" not in card.lower()
    assert "Восстановиться" not in card
    assert "<title>Заметки</title>" in html


def test_one_way_from_every_page_leads_to_the_courses(course: CoursePage) -> None:
    generation.bump()

    assert links(read("/ru/").partition('class="sections"')[2].partition("</nav>")[0])[-1] == "/ru/courses/"


def test_reading_asks_for_nothing_and_leaves_nothing(course: CoursePage) -> None:
    create_lesson(course=course)

    for path in ("", "burnout/", "burnout/card/", "burnout/lesson-1/"):
        response = Client().get(f"/ru/courses/{path}")
        html = response.content.decode()
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"
        assert re.findall("<(?:script|img|iframe|object|embed|svg)", html) == []
        assert " style=" not in html


@pytest.mark.parametrize("path", ["", "burnout/", "burnout/card/", "burnout/lesson-1/"])
def test_more_lessons_cost_no_more_queries(
    course: CoursePage, path: str, django_assert_max_num_queries: Any
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(40) as asked:
            read(f"/ru/courses/{path}")
        return len(asked)

    create_lesson(course=course, number=1)
    read(f"/ru/courses/{path}")
    one = queries()
    for number in (2, 3, 4):
        create_lesson(course=course, number=number)

    assert queries() == one
    assert one <= 14
