"""Making handbooks, one after another: each is a piece of work of its own, others' work is done between them.

A making is claimed by a conditional update, looks every second whether it is still wanted, and puts its file
in the place of the former one only when it is whole. Whatever dies in between leaves the former file.
"""

import logging
import time
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet

from cms import generation
from courses.content.handbook import gathering, offline, paper
from courses.content.handbook.models import Handbook
from wellbeing.documents import alive, claiming

logger = logging.getLogger(__name__)

WHAT = "content:handbook"
MOST_TRIES = 3
LOOK_EVERY = 1.0


class NotWanted(Exception):
    """Somebody stopped it, or the course changed meanwhile."""


def make_next() -> bool:
    """Make the next one that waits, unless one is being made elsewhere. Tells whether more wait."""
    free_what_died()
    waiting = Handbook.objects.filter(status=Handbook.Status.WAITING).select_related("course__locale")
    ordered = waiting.order_by("tries", "course", "kind")
    row = claiming.claim(ordered, what=WHAT, status=Handbook.Status.MAKING, pages_done=0)
    if row is None:
        return False
    try:
        _make(row)
    except NotWanted:
        pass
    except Exception:
        logger.exception("A handbook could not be made.")
        _mine(row).update(status=Handbook.Status.FAILED, claim=None)
    return Handbook.objects.filter(status=Handbook.Status.WAITING).exists()


def free_what_died() -> None:
    """What a worker left when it died waits again; after three times it is given up."""
    for row in Handbook.objects.filter(status=Handbook.Status.MAKING):
        if not alive.is_said(WHAT, row.pk):
            again = Handbook.Status.WAITING if row.tries < MOST_TRIES else Handbook.Status.FAILED
            _mine(row).update(status=again, claim=None)


def _make(row: Handbook) -> None:
    revisions = gathering.revisions([row.course])[row.course_id]
    course = gathering.gathered(row.course)
    watch = _Watch(row)
    if row.kind == Handbook.Kind.ZIP:
        content = offline.archive(course)
    else:
        content = paper.pdf(course, row.kind, watch.hear)
    _replace(row, content, revisions=revisions, pages=watch.pages)


class _Watch:
    """Hears of the pages, writes down how many there are, and asks whether the work is still wanted."""

    def __init__(self, row: Handbook) -> None:
        self.row = row
        self.pages = 0
        self.looked = time.monotonic()

    def hear(self, page: int) -> None:
        """Raises NotWanted."""
        self.pages = max(self.pages, page)
        if time.monotonic() - self.looked < LOOK_EVERY:
            return
        self.looked = time.monotonic()
        alive.say(WHAT, self.row.pk)
        if not _mine(self.row).update(pages_done=self.pages):
            raise NotWanted


def _replace(row: Handbook, content: bytes, *, revisions: list[int], pages: int) -> None:
    """Raises NotWanted, and then nothing is left of the new file."""
    storage: Storage = row.file.storage
    name = storage.save(row.stored_name, ContentFile(content))
    with transaction.atomic():
        current = _mine(row).select_for_update().first()
        if current is None:
            storage.delete(name)
            raise NotWanted
        _mine(row).update(
            status=Handbook.Status.READY,
            claim=None,
            tries=0,
            file=name,
            size=len(content),
            pages=pages,
            pages_done=pages,
            revisions=revisions,
        )
        if current.file:
            transaction.on_commit(partial(storage.delete, str(current.file.name)))
        transaction.on_commit(generation.bump)


def _mine(row: Handbook) -> QuerySet[Handbook]:
    """The row as long as the making is the one that was claimed."""
    return Handbook.objects.filter(pk=row.pk, claim=row.claim)
