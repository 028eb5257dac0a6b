"""The page of handbooks in the admin: what is made, how far, stopping and making anew."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from courses.content.handbook.making import WHAT
from courses.content.handbook.models import Handbook
from courses.content.models import CoursePage
from tests.courses.content.handbook.small import create_small, file_of, publish
from tests.factories.accounts import create_colleague, sign_in
from tests.factories.courses import create_course
from wellbeing.documents import alive

pytestmark = [pytest.mark.service, pytest.mark.django_db]

PAGE = "/staff/handbooks/"


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> CoursePage:
    settings.MEDIA_ROOT = tmp_path
    return create_small(lessons=1)


def client(role: str = "editor") -> Client:
    found = Client()
    sign_in(found, create_colleague(username=f"vera-{role}", role=role))
    return found


def words(client: Client) -> str:
    page = client.get(PAGE).content.decode()
    main = page[page.index("<main") :] if "<main" in page else page
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def set_to(row: Handbook, **fields: object) -> None:
    Handbook.objects.filter(pk=row.pk).update(**fields)


def test_it_says_what_is_made_and_how_far(course: CoursePage) -> None:
    a4, a5 = file_of(course, "a4"), file_of(course, "a5")
    set_to(a4, status="making", claim=uuid4(), pages_done=23, pages=60)
    alive.say(WHAT, a4.pk)
    set_to(a5, status="failed", file="handbooks/x", size=2048, pages=64)
    editor = client()

    page = editor.get(PAGE).content.decode()
    said = words(editor)

    assert "PDF, A4 готовится: 23 страницы" in said
    assert '<progress class="w-w-full w-block" max="60" value="23"' in page
    assert "PDF, A5 не получилось; причина записана в журнале фоновой работы" in said
    assert "тексты с тех пор изменились" in said
    assert "notes-a5.pdf 2,0 КБ, 64 страницы" in said.replace("\xa0", " ")
    assert "ZIP, страницы для флешки ждёт очереди" in said
    assert '<meta http-equiv="refresh" content="10">' in page


def test_it_looks_again_only_while_something_is_made(course: CoursePage) -> None:
    Handbook.objects.update(status="stopped")

    assert 'http-equiv="refresh"' not in client().get(PAGE).content.decode()


def test_a_worker_that_died_is_not_said_to_be_at_work(course: CoursePage) -> None:
    set_to(file_of(course, "a4"), status="making", claim=uuid4())
    cache.clear()

    assert "остановился; за несколько минут файл возьмётся готовить другой" in words(client())


def test_one_file_is_stopped_and_made_anew(course: CoursePage) -> None:
    row, editor = file_of(course, "a4"), client()
    address = reverse("content_handbook", args=[row.pk])

    assert editor.post(address, {"do": "stop"}).status_code == 302
    assert file_of(course, "a4").status == "stopped"
    assert editor.post(address, {"do": "stop"}, follow=True).status_code == 200
    assert "Файл уже не готовится" in editor.post(address, {"do": "stop"}, follow=True).content.decode()

    editor.post(address, {"do": "make"})
    assert file_of(course, "a4").status == "waiting"


def test_all_files_of_a_course_are_made_anew(course: CoursePage) -> None:
    Handbook.objects.all().delete()
    address = reverse("content_make_handbooks", args=[course.translation_key, "ru"])

    assert client().post(address).status_code == 302

    assert set(Handbook.objects.values_list("kind", "status")) == {
        (kind, "waiting") for kind in ("a4", "a5", "zip")
    }


def test_of_an_unpublished_course_nothing_is_made(course: CoursePage) -> None:
    set_to(file_of(course, "a4"), status="stopped")
    CoursePage.objects.update(live=False)
    editor = client()

    for address in (
        reverse("content_handbook", args=[file_of(course, "a4").pk]),
        reverse("content_make_handbooks", args=[course.translation_key, "ru"]),
    ):
        assert "Курс не опубликован" in editor.post(address, follow=True).content.decode()
    assert file_of(course, "a4").status == "stopped"


def test_who_has_no_part_in_pages_sees_and_does_nothing(course: CoursePage) -> None:
    row, trainer = file_of(course, "a4"), client("trainer")

    for answer in (
        trainer.get(PAGE),
        trainer.post(reverse("content_handbook", args=[row.pk]), {"do": "stop"}),
        trainer.post(reverse("content_make_handbooks", args=[course.translation_key, "ru"])),
    ):
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/staff/")
    assert file_of(course, "a4").status == "waiting"
    assert PAGE not in trainer.get("/staff/").content.decode()


def test_the_editor_finds_it_from_the_menu_and_from_the_course(course: CoursePage) -> None:
    editor = client()

    assert PAGE in editor.get("/staff/").content.decode()
    assert PAGE in editor.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()


def test_more_courses_take_no_more_queries(course: CoursePage) -> None:
    editor = client()
    editor.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as one:
        editor.get(PAGE)
    index = course.get_parent().specific
    for number in (2, 3):
        publish(create_course(index=index, slug=f"course-{number}", title=f"Курс {number}"))
    editor.get(PAGE)
    with CaptureQueriesContext(connection) as three:
        editor.get(PAGE)

    assert "Курс 3" in words(editor)
    assert len(three) == len(one)
