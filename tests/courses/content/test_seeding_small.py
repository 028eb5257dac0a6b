"""Seeding courses where something is missing, and without anybody who stands for them."""

from pathlib import Path

import pytest

from cms import actions as cms_actions
from courses.content import actions
from courses.content.actions import seeding
from courses.content.models import CourseIndexPage, LessonPage
from tests.factories.cms import create_home

pytestmark = pytest.mark.django_db


def test_without_a_home_page_there_is_nowhere_to_put_courses() -> None:
    with pytest.raises(seeding.NoHome):
        actions.seed_courses(by=None)

    assert not CourseIndexPage.objects.exists()


def write(texts: Path, *, english: str, kind: str = "paragraph") -> Path:
    page = (
        "slug: {slug}\ntitle: {{ru: Т, en: T}}\nseo_title: {{ru: У, en: L}}\nintro: {{ru: В, en: I}}\n"
        "minutes: 10\nbody:\n- kind: paragraph\n  html: {{ru: '<p>а</p>', en: '{english}'}}\n"
    )
    (texts / "one").mkdir()
    (texts / "index.yaml").write_text(page.format(slug="courses", english="<p>a</p>"), "utf-8")
    (texts / "one" / "course.yaml").write_text(page.format(slug="one", english="<p>a</p>"), "utf-8")
    lesson = page.format(slug="a", english=english).replace("paragraph", kind)
    (texts / "one" / "01-a.yaml").write_text(lesson, "utf-8")
    return texts


def test_texts_that_differ_between_the_languages_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    create_home()

    with pytest.raises(cms_actions.BadSeed, match="a: no Russian for"):
        actions.seed_courses(by=None, texts=write(tmp_path, english="<p>a</p><p>b</p>"))

    assert not CourseIndexPage.objects.exists()


def test_nobody_need_stand_for_the_first_courses(tmp_path: Path) -> None:
    create_home()

    assert actions.seed_courses(by=None, texts=write(tmp_path, english="<p>a</p>"))
    assert [page.get_url() for page in LessonPage.objects.order_by("path")] == [
        "/ru/courses/one/a/",
        "/en/courses/one/a/",
    ]


def test_a_block_that_a_lesson_does_not_know_is_refused_and_not_left_out(tmp_path: Path) -> None:
    create_home()
    texts = write(tmp_path, english="<p>a</p>", kind="callout\n  title: {ru: а, en: a}")

    with pytest.raises(cms_actions.BadSeed, match="a: no place for callout"):
        actions.seed_courses(by=None, texts=texts)
