"""The courses that ship, in both languages, made through the editors' own tools."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoDbBlocker
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms import actions as cms_actions
from courses.content import actions
from courses.content.models import CoursePage, LessonPage
from tests.factories.cms import TODAY, create_colleague

pytestmark = pytest.mark.django_db

HEAVIEST = 45 * 1024
FETCHED = "<(?:script|img|audio|video|iframe|svg|object)|<link[^>]*stylesheet| style="
COURSES = {"recovering": 8, "holding": 6}


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole content once for this module: thousands of small steps of the translation tool."""
    with django_db_blocker.unblock(), transaction.atomic():
        editor = create_colleague(username="editor", is_superuser=True)
        cms_actions.seed_site(by=editor, today=TODAY)
        assert actions.seed_courses(by=editor)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("language", ["ru", "en"])
def test_both_languages_hold_every_lesson_in_its_order(language: str) -> None:
    for slug, lessons in COURSES.items():
        course = CoursePage.objects.get(slug=slug, locale__language_code=language)
        titles = list(course.lessons().values_list("seo_title", flat=True))
        word = {"ru": "Урок", "en": "Lesson"}[language]
        assert titles == [f"{word} {number}" for number in range(1, lessons + 1)]
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.usefixtures("seeded")
def test_the_english_body_has_the_structure_of_the_russian_one_and_other_words() -> None:
    for kind in (CoursePage, LessonPage):
        for russian in kind.objects.filter(locale__language_code="ru"):
            english = russian.get_translations().get().specific
            shape = [(block.block_type, block.id) for block in russian.body]
            assert shape == [(block.block_type, block.id) for block in english.body]
            assert shape
            assert str(russian.body) != str(english.body)
            assert english.title != russian.title


@pytest.mark.usefixtures("seeded")
def test_every_string_is_translated_and_every_block_would_be_accepted_from_an_editor() -> None:
    for translation in Translation.objects.all():
        total, translated = translation.get_progress()
        assert total == translated > 0
    for lesson in LessonPage.objects.all():
        lesson.body.stream_block.clean(lesson.body)
        assert 1 <= lesson.minutes <= 25


@pytest.mark.usefixtures("seeded")
def test_links_of_the_texts_stay_in_their_language() -> None:
    for page in [*CoursePage.objects.all(), *LessonPage.objects.all()]:
        other = {"ru": "/en/", "en": "/ru/"}[page.locale.language_code]
        with override(page.locale.language_code):
            html = page.body.render_as_block()
        assert f'href="{other}' not in html, page.get_url()
        assert "<a>" not in html
        assert 'href="None"' not in html


@pytest.mark.usefixtures("seeded")
def test_every_page_is_light_one_request_and_neutral_in_the_history() -> None:
    pages = [*CoursePage.objects.all(), *LessonPage.objects.all()]
    assert len(pages) == 2 * (len(COURSES) + sum(COURSES.values()))
    for page in pages:
        html = Client().get(page.get_url()).content.decode()
        title = re.search("<title>(.*?)</title>", html)
        assert len(html.encode()) <= HEAVIEST, page.get_url()
        assert not re.search(
            "<(?:script|img|audio|video|iframe|svg|object)|<link[^>]*stylesheet| style=", html
        )
        assert title is not None
        assert re.fullmatch(r"Курс|Course|Урок \d|Lesson \d", title[1])
        assert re.search('href="/(ru|en)/help/"', html.partition("<main")[2])


@pytest.mark.usefixtures("seeded")
def test_a_second_time_changes_nothing() -> None:
    before = Page.objects.count()

    assert not actions.seed_courses(by=None)
    assert Page.objects.count() == before
