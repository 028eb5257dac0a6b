"""Files of a course, made one after another: nothing twice, and the former file until the next is whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from pytest_django import Settings

from courses.content import periodic
from courses.content.actions import handbooks
from courses.content.handbook import making, paper
from courses.content.models import CoursePage, Handbook
from courses.content.tasks import make_handbooks
from tests.courses.content.handbook.small import create_small, file_of, lesson, publish
from wellbeing.celery import app

pytestmark = [pytest.mark.service, pytest.mark.django_db]

OnCommit = Callable[..., Any]


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of this test alone, and a look at every page whether the work is still wanted."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(making, "LOOK_EVERY", 0.0)


@pytest.fixture
def course() -> CoursePage:
    return create_small(lessons=2, body=[("heading", "Как это видно"), ("paragraph", "<p>Так.</p>")])


def statuses(course: CoursePage) -> dict[str, str]:
    return dict(Handbook.objects.filter(course=course).values_list("kind", "status"))


def make_all() -> None:
    while making.make_next():
        continue


def stored() -> set[str]:
    storage = Handbook._meta.get_field("file").storage
    return set(storage.listdir("handbooks")[1]) if storage.exists("handbooks") else set()


def during(monkeypatch: pytest.MonkeyPatch, what: Callable[[], Any]) -> None:
    """`what` happens while the next PDF is laid out, once it has two pages."""
    to_pdf = paper.to_pdf
    happened: list[int] = []

    def interrupted(html: str, *, stylesheet: Path, heard: Callable[[int], None]) -> bytes:
        def hear(page: int) -> None:
            if page == 2 and not happened:
                happened.append(page)
                what()
            heard(page)

        return to_pdf(html, stylesheet=stylesheet, heard=hear)

    monkeypatch.setattr(paper, "to_pdf", interrupted)


def test_one_after_another_until_all_are_made(course: CoursePage) -> None:
    seen = [statuses(course)]
    while making.make_next():
        seen.append(statuses(course))
    seen.append(statuses(course))

    assert seen == [
        {"a4": "waiting", "a5": "waiting", "zip": "waiting"},
        {"a4": "ready", "a5": "waiting", "zip": "waiting"},
        {"a4": "ready", "a5": "ready", "zip": "waiting"},
        {"a4": "ready", "a5": "ready", "zip": "ready"},
    ]
    for row in Handbook.objects.filter(course=course):
        content = Path(row.file.path).read_bytes()
        assert len(content) == row.size
        assert content.startswith(b"PK" if row.kind == "zip" else b"%PDF-")
        assert row.claim is None
    assert [file_of(course, kind).pages for kind in ("a4", "a5", "zip")] == [4, 4, 0]


def test_the_task_goes_on_by_itself_until_the_end(course: CoursePage) -> None:
    app.conf.task_always_eager = True
    try:
        make_handbooks.delay()
    finally:
        app.conf.task_always_eager = False

    assert set(statuses(course).values()) == {"ready"}


def test_the_database_lets_no_two_be_made_at_a_time(course: CoursePage) -> None:
    a4, a5 = file_of(course, "a4"), file_of(course, "a5")
    Handbook.objects.filter(pk=a4.pk).update(status="making", claim=a4.pk)

    with pytest.raises(IntegrityError, match="one_handbook_is_made_at_a_time"), transaction.atomic():
        Handbook.objects.filter(pk=a5.pk).update(status="making", claim=a5.pk)


def test_while_one_is_made_another_worker_does_nothing(
    course: CoursePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bool] = []
    during(monkeypatch, lambda: answers.append(making.make_next()))

    making.make_next()

    assert answers == [False]
    assert statuses(course) == {"a4": "ready", "a5": "waiting", "zip": "waiting"}


def test_a_new_file_takes_the_place_of_the_former_one(
    course: CoursePage, django_capture_on_commit_callbacks: OnCommit
) -> None:
    make_all()
    before = file_of(course, "a4")
    old = Path(before.file.path)
    publish(lesson(course, 1))

    with django_capture_on_commit_callbacks(execute=True):
        making.make_next()

    after = file_of(course, "a4")
    assert after.file.name != before.file.name
    assert after.revisions != before.revisions
    assert Path(after.file.path).exists()
    assert not old.exists()


def test_what_is_stopped_leaves_the_former_file(course: CoursePage, monkeypatch: pytest.MonkeyPatch) -> None:
    make_all()
    before, files = file_of(course, "a4"), stored()
    publish(lesson(course, 1))
    during(monkeypatch, lambda: handbooks.stop(handbook=before))

    making.make_next()

    after = file_of(course, "a4")
    assert (after.status, after.claim, after.file.name) == ("stopped", None, before.file.name)
    assert after.revisions == before.revisions
    assert stored() == files
    assert statuses(course) == {"a4": "stopped", "a5": "waiting", "zip": "waiting"}


def test_what_is_stopped_after_the_last_page_is_not_put_in_place(
    course: CoursePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_pdf = paper.to_pdf

    def stopped_after(html: str, **named: Any) -> bytes:
        content = to_pdf(html, **named)
        handbooks.stop(handbook=file_of(course, "a4"))
        return content

    monkeypatch.setattr(paper, "to_pdf", stopped_after)
    making.make_next()

    after = file_of(course, "a4")
    assert (after.status, after.file.name, stored()) == ("stopped", "", set())


def test_a_publication_meanwhile_begins_it_again(course: CoursePage, monkeypatch: pytest.MonkeyPatch) -> None:
    during(monkeypatch, lambda: publish(lesson(course, 2)))

    assert making.make_next()
    assert statuses(course) == {"a4": "waiting", "a5": "waiting", "zip": "waiting"}

    make_all()
    row = file_of(course, "a4")
    assert row.status == "ready"
    assert row.revisions[-1] == lesson(course, 2).live_revision_id


def test_a_killed_making_leaves_the_former_file_and_is_taken_up(
    course: CoursePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_all()
    before, files = file_of(course, "a4"), stored()
    publish(lesson(course, 1))

    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    during(monkeypatch, kill)
    with pytest.raises(Killed):
        making.make_next()
    dead = file_of(course, "a4")
    assert (dead.status, dead.file.name, stored()) == ("making", before.file.name, files)
    assert not making.make_next(), "its sign of life still stands"

    cache.clear()
    make_all()

    after = file_of(course, "a4")
    assert (after.status, after.tries) == ("ready", 0)
    assert after.file.name != before.file.name


def test_what_kills_its_worker_three_times_is_given_up(course: CoursePage) -> None:
    row = file_of(course, "a4")
    Handbook.objects.filter(pk=row.pk).update(status="making", claim=row.pk, tries=making.MOST_TRIES)

    make_all()

    assert statuses(course) == {"a4": "failed", "a5": "ready", "zip": "ready"}


def test_what_cannot_be_made_says_so_and_the_others_are_made(
    course: CoursePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **named: object) -> bytes:
        raise ValueError("no font")

    monkeypatch.setattr(paper, "to_pdf", broken)

    make_all()

    assert statuses(course) == {"a4": "failed", "a5": "failed", "zip": "ready"}


def test_how_far_it_is_can_be_seen_meanwhile(course: CoursePage, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, int]] = []

    def look() -> None:
        row = file_of(course, "a4")
        seen.append((row.status, row.pages_done))

    during(monkeypatch, look)
    making.make_next()

    assert seen == [("making", 1)]


def test_what_waits_unasked_is_asked_for(course: CoursePage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(handbooks.make_handbooks, "delay", lambda: asked.append(1))

    periodic.look_after_handbooks()
    assert asked == [1]

    during(monkeypatch, periodic.look_after_handbooks)
    making.make_next()
    assert asked == [1], "a worker is at it"

    make_all()
    periodic.look_after_handbooks()
    assert asked == [1], "nothing waits"


def test_a_file_without_a_row_goes_and_the_one_being_written_stays(course: CoursePage) -> None:
    make_all()
    storage = Handbook._meta.get_field("file").storage
    kept = stored()
    Handbook.objects.filter(kind="a4").update(status="making", claim=file_of(course, "a4").pk)
    written = Path(file_of(course, "a4").stored_name).name
    for name in ("stray.pdf", written):
        Path(storage.path(f"handbooks/{name}")).write_bytes(b"x")

    periodic.look_after_handbooks()

    assert stored() == kept | {written}
