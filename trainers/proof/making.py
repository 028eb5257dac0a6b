"""Papers for a cohort, made in parts, so that others' work is done between them and none is lost.

A part holds the row's lock: whoever stops the work waits for the end of one part, and two workers never write
one file. What was written before something died is kept if it is whole, else the work begins anew.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.db import transaction

from trainers.models import Certificate, Papers
from trainers.proof import papers as on_paper
from trainers.proof.papers import Wish
from wellbeing.documents import alive, archives

PART = 10
# What a worker that is there says it is at.
WHAT = "trainers:papers"


def make_part(id: UUID) -> bool:
    """Make the next ten. Tells whether more remain; a second call at the same time does nothing."""
    with transaction.atomic():
        running = Papers.objects.filter(pk=id, status=Papers.Status.RUNNING)
        row = running.select_for_update(skip_locked=True).first()
        if row is None:
            return False
        alive.say(WHAT, id)
        path = Path(row.file.path)
        kept = _kept(path)
        first = 0 if kept is None else row.done
        part = row.certificates[first : first + PART]
        _write(path, row, part, kept or frozenset())
        row.done = first + len(part)
        if row.done == row.total:
            row.status = Papers.Status.DONE
        row.save(update_fields=["done", "status"])
        return bool(row.status == Papers.Status.RUNNING)


def _kept(path: Path) -> frozenset[str] | None:
    """What the archive holds; None if there is none, or a dying worker left it broken."""
    try:
        with zipfile.ZipFile(path) as archive:
            return frozenset(archive.namelist())
    except (FileNotFoundError, zipfile.BadZipFile):
        path.unlink(missing_ok=True)
        return None


def _write(path: Path, row: Papers, part: list[UUID], kept: frozenset[str]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "a", compression=zipfile.ZIP_DEFLATED) as archive:
        for name, content in _made(row, part):
            if name not in kept:
                archive.writestr(archives.entry(name), content)


def _made(row: Papers, part: list[UUID]) -> Iterator[tuple[str, bytes]]:
    """The papers that may still be made, one after another; not of what was suspended meanwhile."""
    rows = Certificate.objects.filter(pk__in=part, suspended_month=None, revoked_month=None)
    found = rows.select_related("region", "version__pathway").in_bulk()
    wish = Wish(language=row.language, form=row.form)
    for id in part:
        if id in found:
            yield f"{found[id].shown_number}.pdf", on_paper.pdf(found[id], wish)
