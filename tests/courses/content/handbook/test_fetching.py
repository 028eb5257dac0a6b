"""Anybody fetches what is ready, by a plain address below the course, and nothing else."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from cms import generation
from courses.content.handbook.models import Handbook
from courses.content.models import CoursePage
from tests.courses.content.handbook.small import create_small
from wellbeing.privacy.headers import public_headers

pytestmark = [pytest.mark.service, pytest.mark.django_db]

COURSE = "/ru/courses/burnout/"
TYPES = {"notes-a4.pdf": "application/pdf", "notes-a5.pdf": "application/pdf", "notes.zip": "application/zip"}


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> CoursePage:
    settings.MEDIA_ROOT = tmp_path
    return create_small(lessons=1)


def put(course: CoursePage, *kinds: str, status: str = "ready") -> None:
    (Path(Handbook._meta.get_field("file").storage.path("handbooks"))).mkdir(exist_ok=True)
    for row in Handbook.objects.filter(course=course, kind__in=kinds):
        Path(row.file.storage.path(f"handbooks/{row.kind}")).write_bytes(row.kind.encode() * 1024)
        Handbook.objects.filter(pk=row.pk).update(
            status=status, file=f"handbooks/{row.kind}", size=2 * 1024, pages=0 if row.kind == "zip" else 64
        )
    generation.bump()


@pytest.mark.parametrize("name", TYPES)
def test_what_is_ready_is_fetched_under_a_neutral_name(course: CoursePage, name: str) -> None:
    put(course, "a4", "a5", "zip")
    kind = "zip" if name.endswith("zip") else name[6:8]

    response = Client().get(COURSE + name)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == kind.encode() * 1024
    assert response.headers["Content-Type"] == TYPES[name]
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert {key: response.headers[key] for key in public_headers()} == public_headers()
    assert not response.cookies
    response.close()


def test_the_former_file_is_fetched_while_another_is_made(course: CoursePage) -> None:
    put(course, "a4", status="stopped")

    response = Client().get(COURSE + "notes-a4.pdf")

    assert response.status_code == 200
    response.close()


@pytest.mark.parametrize(
    "address",
    [
        COURSE + "notes-a4.pdf",
        COURSE + "notes-a6.pdf",
        COURSE + "notes.pdf",
        COURSE + "notes-zip.zip",
        COURSE + "card/notes.zip",
        COURSE + "lesson-1/notes.zip",
        "/ru/courses/notes.zip",
        "/ru/courses/nothing/notes.zip",
        "/en/courses/burnout/notes.zip",
    ],
)
def test_nothing_else_is_there(course: CoursePage, address: str) -> None:
    put(course, "a5", "zip")

    assert Client().get(address).status_code == 404


def test_a_file_that_the_disk_lost_is_not_there(course: CoursePage) -> None:
    put(course, "a4")
    Path(Handbook.objects.get(kind="a4").file.path).unlink()

    assert Client().get(COURSE + "notes-a4.pdf").status_code == 404


def test_of_a_course_that_is_not_public_nothing_is_fetched(course: CoursePage) -> None:
    put(course, "a4", "a5", "zip")
    CoursePage.objects.update(live=False)

    assert Client().get(COURSE + "notes-a4.pdf").status_code == 404


def test_nobody_else_than_a_reader_asks(course: CoursePage) -> None:
    put(course, "a4")

    assert Client().post(COURSE + "notes-a4.pdf").status_code == 405
    response = Client().head(COURSE + "notes-a4.pdf")
    assert response.status_code == 200
    response.close()


def test_the_page_of_the_course_offers_what_is_ready_with_kind_and_size(
    course: CoursePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = Client().get(COURSE).content.decode()
    assert "notes" not in page
    assert "С собой" not in page

    put(course, "a4", "zip")
    with django_assert_max_num_queries(16):
        page = Client().get(COURSE).content.decode()

    assert (
        f'<a href="{COURSE}notes-a4.pdf" download><b>PDF, A4</b><span>2,0\xa0КБ, 64 страницы</span></a>'
        in page
    )
    assert f'<a href="{COURSE}notes.zip" download>' in page
    assert "notes-a5" not in page


def test_a_course_that_nobody_has_saved_yet_can_be_previewed(course: CoursePage) -> None:
    new = CoursePage(title="Новый", slug="new", locale=course.locale, path=course.path + "0009", depth=5)

    assert new.make_preview_request().status_code == 200
