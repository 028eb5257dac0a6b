"""Translations of courses: what is behind is marked for editors, nothing half-done comes before readers."""

from typing import Any

import pytest
from django.test import Client
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.content import translations
from courses.content.models import LessonPage
from courses.content.translations import State
from tests.factories.accounts import create_colleague, sign_in
from tests.factories.cms import create_home
from tests.factories.courses import create_course, create_index, create_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> LessonPage:
    """Published in Russian, below pages that are translated."""
    english = create_home(language="en").locale
    lesson = create_lesson(course=create_course(index=create_index(home=create_home())))
    for page in [*lesson.get_ancestors(inclusive=True).filter(depth__gt=2).specific()]:
        page.save_revision().publish()
        source, _ = TranslationSource.update_or_create_from_instance(page)
        Translation.objects.create(source=source, target_locale=english)
    return LessonPage.objects.get(pk=lesson.pk)


def translation_of(lesson: LessonPage) -> Translation:
    return Translation.objects.get(source__object_id=lesson.translation_key)


def translate(lesson: LessonPage, **words: str) -> None:
    """Every string of the lesson, by somebody who is not here any more."""
    translation = translation_of(lesson)
    for segment in translation.source.stringsegment_set.all():
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": words.get(segment.context.path, "English")},
        )


def publish(lesson: LessonPage) -> None:
    translation = translation_of(lesson)
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()


def state_of(lesson: LessonPage) -> State:
    (row,) = [row for row in translations.every() if row.page.pk == lesson.pk]
    return row.state


def change(lesson: LessonPage, title: str) -> None:
    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.title = title
    lesson.save_revision().publish()


def test_a_text_goes_through_its_states(lesson: LessonPage) -> None:
    seen = [state_of(lesson)]
    translate(lesson)
    translation_of(lesson).save_target(publish=False)
    seen.append(state_of(lesson))
    publish(lesson)
    seen.append(state_of(lesson))
    change(lesson, "Иначе")
    seen.append(state_of(lesson))
    TranslationSource.objects.get(object_id=lesson.translation_key).update_from_db()
    seen.append(state_of(lesson))
    translate(lesson, title="Otherwise")
    publish(lesson)
    seen.append(state_of(lesson))

    assert seen == [
        State.MISSING,
        State.DRAFT,
        State.CURRENT,
        State.OUTDATED,
        State.OUTDATED,
        State.CURRENT,
    ]


def test_readers_keep_the_translation_of_the_text_before_until_the_new_one_is_whole(
    lesson: LessonPage, django_capture_on_commit_callbacks: Any
) -> None:
    translate(lesson, title="Before")
    publish(lesson)
    change(lesson, "Иначе")
    source = TranslationSource.objects.get(object_id=lesson.translation_key)
    client = Client()
    sign_in(client, create_colleague())

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/staff/localize/update/{source.pk}/", {"publish_translations": "on"})
        english = LessonPage.objects.get(locale__language_code="en")
        client.post(f"/staff/pages/{english.pk}/edit/", {"action": "publish"})

    assert answer.status_code == 302
    english = LessonPage.objects.get(locale__language_code="en")
    assert (english.live, english.title) == (True, "Before")
    assert "Before" in client.get(english.get_url()).content.decode()
    assert state_of(lesson) is State.OUTDATED


def test_the_report_marks_what_is_behind_and_says_what_to_do(lesson: LessonPage) -> None:
    client = Client()
    sign_in(client, create_colleague())

    def page() -> str:
        response = client.get("/staff/courses/translations/")
        assert response.status_code == 200
        html: str = response.content.decode()
        return html

    assert "не переведено" in page()
    translate(lesson)
    publish(lesson)
    change(lesson, "Иначе")
    html = page()
    source = TranslationSource.objects.get(object_id=lesson.translation_key)
    assert "оригинал изменился" in html
    assert f'href="/staff/localize/update/{source.pk}/"' in html


def test_the_report_is_for_who_translates(client: Client) -> None:
    sign_in(client, create_colleague(role="council"))

    assert client.get("/staff/courses/translations/").status_code in {302, 403}


def test_more_lessons_cost_the_report_no_more_queries(
    lesson: LessonPage, django_assert_num_queries: Any
) -> None:
    for number in (2, 3):
        create_lesson(course=lesson.get_parent(), number=number)

    with django_assert_num_queries(3):
        rows = list(translations.every())

    assert len(rows) == 5
