"""Whatever changes what the public reads of a course reaches its files: made anew, or taken away at once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Page

from courses.content.actions import handbooks
from courses.content.handbook.models import Handbook
from courses.content.models import CoursePage, LessonPage
from tests.courses.content.handbook.small import create_small, file_of, lesson, publish
from tests.factories.courses import create_course, create_lesson

pytestmark = [pytest.mark.service, pytest.mark.django_db]

OnCommit = Callable[..., Any]
KINDS = ("a4", "a5", "zip")


@pytest.fixture
def asked(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the making was asked for; a transaction that is not carried out asks for nothing."""
    settings.MEDIA_ROOT = tmp_path
    found: list[int] = []
    monkeypatch.setattr(handbooks.make_handbooks, "delay_on_commit", lambda: found.append(1))
    return found


def as_if_made(course: CoursePage) -> dict[str, Path]:
    """Every file of the course is there and ready."""
    storage = Handbook._meta.get_field("file").storage
    made = {}
    for row in Handbook.objects.filter(course=course):
        name = f"handbooks/{row.pk}"
        made[row.kind] = Path(storage.path(name))
        made[row.kind].parent.mkdir(exist_ok=True)
        made[row.kind].write_bytes(b"file")
        Handbook.objects.filter(pk=row.pk).update(status="ready", file=name, size=4)
    return made


def statuses(course: Page) -> dict[str, str]:
    return dict(Handbook.objects.filter(course=course.pk).values_list("kind", "status"))


def test_publishing_a_course_asks_for_all_its_files(asked: list[int]) -> None:
    course = create_small(lessons=1)

    assert statuses(course) == dict.fromkeys(KINDS, "waiting")
    assert asked == [1]


@pytest.mark.parametrize("which", ["course", "lesson"])
def test_publishing_again_makes_them_again_and_keeps_the_former(asked: list[int], which: str) -> None:
    course = create_small(lessons=2)
    files = as_if_made(course)

    publish(course if which == "course" else lesson(course, 2))

    assert statuses(course) == dict.fromkeys(KINDS, "waiting")
    assert all(path.exists() for path in files.values())
    assert file_of(course, "a4").file.name


def test_a_draft_changes_nothing(asked: list[int]) -> None:
    course = create_small(lessons=1)
    as_if_made(course)

    lesson(course, 1).save_revision()
    unpublished = create_lesson(course=course, number=2, live=False)
    unpublished.save_revision()

    assert statuses(course) == dict.fromkeys(KINDS, "ready")


def test_what_is_published_at_its_hour_counts_too(asked: list[int]) -> None:
    course = create_small(lessons=1)
    publish(lesson(course, 1))
    as_if_made(course)
    page = lesson(course, 1)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert statuses(course) == dict.fromkeys(KINDS, "ready"), "not yet"
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))

    call_command("publish_scheduled", verbosity=0)

    assert statuses(course) == dict.fromkeys(KINDS, "waiting")


def postpone(page: LessonPage) -> None:
    """Published for a later hour: a page without a published version of before is off the site until then."""
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()


@pytest.mark.parametrize("how", [LessonPage.unpublish, LessonPage.delete, postpone])
def test_a_lesson_that_is_taken_off_is_in_no_file_any_more(
    asked: list[int], how: Callable[[LessonPage], Any], django_capture_on_commit_callbacks: OnCommit
) -> None:
    course = create_small(lessons=2)
    files = as_if_made(course)

    with django_capture_on_commit_callbacks(execute=True):
        how(lesson(course, 1))

    assert statuses(course) == dict.fromkeys(KINDS, "waiting")
    assert not any(row.file for row in Handbook.objects.all())
    assert not any(path.exists() for path in files.values())


def test_of_a_course_that_is_taken_off_nothing_stays(
    asked: list[int], django_capture_on_commit_callbacks: OnCommit
) -> None:
    course = create_small(lessons=1)
    files = as_if_made(course)

    with django_capture_on_commit_callbacks(execute=True):
        course.unpublish()

    assert statuses(course) == {}
    assert not any(path.exists() for path in files.values())


def test_a_course_goes_with_its_lessons_and_its_files(
    asked: list[int], django_capture_on_commit_callbacks: OnCommit
) -> None:
    course = create_small(lessons=2)
    as_if_made(course)

    with django_capture_on_commit_callbacks(execute=True):
        course.delete()
    handbooks.remove_strays()

    assert not Handbook.objects.exists()
    assert not LessonPage.objects.exists()
    storage = Handbook._meta.get_field("file").storage
    assert storage.listdir("handbooks")[1] == []


def test_another_order_of_lessons_makes_them_again(
    asked: list[int], django_capture_on_commit_callbacks: OnCommit
) -> None:
    course = create_small(lessons=2)
    as_if_made(course)

    with django_capture_on_commit_callbacks(execute=True):
        lesson(course, 2).move(lesson(course, 1), pos="left")

    assert statuses(course) == dict.fromkeys(KINDS, "waiting")


def test_a_lesson_that_moves_leaves_one_course_and_comes_into_another(
    asked: list[int], django_capture_on_commit_callbacks: OnCommit
) -> None:
    course = create_small(lessons=2)
    other = create_course(index=course.get_parent().specific, slug="other", title="Другой")
    publish(other)
    files = as_if_made(course) | {f"other-{kind}": path for kind, path in as_if_made(other).items()}

    with django_capture_on_commit_callbacks(execute=True):
        lesson(course, 2).move(CoursePage.objects.get(pk=other.pk), pos="last-child")

    assert statuses(course) == statuses(other) == dict.fromkeys(KINDS, "waiting")
    assert [path.exists() for path in files.values()] == [False] * 3 + [True] * 3


def test_a_lesson_below_an_unpublished_course_asks_for_nothing(asked: list[int]) -> None:
    course = create_small(lessons=1)
    hidden = create_course(index=course.get_parent().specific, slug="hidden", live=False)
    page = create_lesson(course=hidden)
    publish(page)

    assert statuses(hidden) == {}
    with pytest.raises(handbooks.NotPublished):
        handbooks.make(course=hidden)
