"""A lesson whose address a page of its course has would be found by nobody, so it is not called so."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from courses.content.models import CoursePage, LessonPage
from tests.courses.content.test_review import edit
from tests.factories.accounts import create_colleague, sign_in
from tests.factories.cms import create_home
from tests.factories.courses import create_course, create_index, create_lesson

pytestmark = pytest.mark.django_db

SENTENCE = "есть страница с таким адресом"


@pytest.fixture
def course() -> CoursePage:
    return create_course(index=create_index(home=create_home()))


@pytest.fixture
def client() -> Client:
    client = Client()
    sign_in(client, create_colleague(username="rita"))
    return client


def test_the_editor_refuses_it_with_a_sentence_and_keeps_what_was_typed(
    client: Client, course: CoursePage
) -> None:
    lesson = create_lesson(course=course, live=False)
    page = edit(client, lesson, slug="card", title="Набранное имя")

    assert (page.status_code, SENTENCE in page.content.decode()) == (200, True)
    assert 'value="Набранное имя"' in page.content.decode()
    lesson.refresh_from_db()
    assert lesson.get_latest_revision() is None
    edit(client, lesson, slug="cards")
    revision: Any = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert revision.slug == "cards"


def test_a_copy_is_refused_so_too(client: Client, course: CoursePage) -> None:
    lesson = create_lesson(course=course)
    typed = {"new_title": "Копия", "new_slug": "card", "new_parent_page": course.pk}
    page = client.post(f"/staff/pages/{lesson.pk}/copy/", typed)

    assert (page.status_code, SENTENCE in page.content.decode()) == (200, True)
    assert LessonPage.objects.count() == 1


def test_whoever_makes_it_none_is_made_and_a_title_alone_makes_none_either(course: CoursePage) -> None:
    for given in ({"slug": "card"}, {"slug": "", "title": "Card"}):
        with pytest.raises(ValidationError, match="slug"):
            create_lesson(course=course, **given)
    assert LessonPage.objects.count() == 0
    assert create_lesson(course=course, slug="my-card").slug == "my-card"
