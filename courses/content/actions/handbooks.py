"""Handbooks of a course: made anew when it is published, stopped, taken away with their texts."""

from functools import partial

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms import generation
from courses.content.handbook.making import WHAT
from courses.content.handbook.models import FOLDER, Handbook
from courses.content.models import CoursePage
from courses.content.tasks import make_handbooks
from wellbeing.documents import alive, strays

Status = Handbook.Status


class NothingToStop(Exception):
    """Neither waits nor is being made."""

    def __str__(self) -> str:
        return str(
            _("It is not being made any more: it was ready, or somebody stopped it, before you pressed.")
        )


class NotPublished(Exception):
    """The course is not public, so nothing of it may be."""

    def __str__(self) -> str:
        return str(_("The course is not published. Handbooks are made when it is."))


@transaction.atomic
def make(*, course: CoursePage) -> None:
    """Have all files of a course made anew; what is being made begins again. Raises NotPublished."""
    if not CoursePage.objects.live().filter(pk=course.pk).exists():
        raise NotPublished
    rows = [Handbook(course=course, kind=kind) for kind in Handbook.Kind]
    Handbook.objects.bulk_create(rows, ignore_conflicts=True)
    _wait(Handbook.objects.filter(course=course))


@transaction.atomic
def make_one(*, handbook: Handbook) -> None:
    """Have one file made anew. Raises NotPublished."""
    if not handbook.course.live:
        raise NotPublished
    _wait(Handbook.objects.filter(pk=handbook.pk))


def stop(*, handbook: Handbook) -> None:
    """Make no more of it; the file of before stays. Raises NothingToStop."""
    wanted = Handbook.objects.filter(pk=handbook.pk, status__in=(Status.WAITING, Status.MAKING))
    if not wanted.update(status=Status.STOPPED, claim=None):
        raise NothingToStop


@transaction.atomic
def follow(*, path: str) -> None:
    """After a course or a lesson changed: make its files anew. `path` is the course's place in the tree."""
    course = CoursePage.objects.live().filter(path=path).first()
    if course is not None:
        make(course=course)


@transaction.atomic
def withdraw(*, path: str) -> None:
    """After a text was taken off the site: no file holds it any more, and the others are made anew."""
    rows = Handbook.objects.filter(course__path=path)
    for name in rows.exclude(file="").values_list("file", flat=True):
        transaction.on_commit(partial(_storage().delete, name))
    rows.delete()
    transaction.on_commit(generation.bump)
    follow(path=path)


def take_up() -> None:
    """Ask once more for what waits while nobody is at work: the queue was lost, or its worker died."""
    rows = Handbook.objects.filter(status__in=(Status.WAITING, Status.MAKING))
    open_rows = list(rows)
    if open_rows and not any(
        row.status == Status.MAKING and alive.is_said(WHAT, row.pk) for row in open_rows
    ):
        make_handbooks.delay()


def remove_strays() -> None:
    """Delete the files that no row names: a row goes with its page unasked."""
    strays.remove(_storage(), FOLDER, named=_named)


def course_path(page: Page) -> str:
    """The place in the tree of the course that a course page or a lesson belongs to."""
    path = str(page.path)
    return path if issubclass(page.specific_class, CoursePage) else path[: -Page.steplen]


def _wait(rows: QuerySet[Handbook]) -> None:
    rows.update(status=Status.WAITING, claim=None, tries=0, pages_done=0)
    make_handbooks.delay_on_commit()


def _named() -> set[str]:
    rows = list(Handbook.objects.all())
    return {str(row.file.name) for row in rows} | {row.stored_name for row in rows if row.claim}


def _storage() -> Storage:
    storage: Storage = Handbook._meta.get_field("file").storage
    return storage
