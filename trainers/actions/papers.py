"""Certificates for a cohort as one file: begun, stopped, taken up again after a worker died."""

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from trainers import reading, refusals, scope
from trainers.models import Papers, Pathway
from trainers.proof import making
from trainers.rules import standing
from trainers.tasks import make_papers
from wellbeing.accounts.models import User
from wellbeing.documents import alive, strays
from wellbeing.regions.models import Region

MOST = 1000


@transaction.atomic
def begin(
    *, region: Region | None, pathway: Pathway | None, language: str, form: str, by: User, today: date
) -> Papers:
    """Ask for papers of all valid certificates of a region, of a pathway, or of all that are one's own."""
    if Papers.objects.filter(owner=by, status=Papers.Status.RUNNING).exists():
        raise refusals.PapersRunning
    rows = scope.certificates(by).select_related("version").order_by("region", "number")
    if region:
        rows = rows.filter(region=region)
    if pathway:
        rows = rows.filter(version__pathway=pathway)
    ids = [each.pk for each in rows if reading.state(each, today) in standing.ACTIVE]
    if not ids:
        raise refusals.NothingToPrint
    if len(ids) > MOST:
        raise refusals.TooManyPapers
    id = uuid4()
    papers = Papers.objects.create(
        id=id,
        owner=by,
        language=language,
        form=form,
        certificates=ids,
        file=f"papers/{id}.zip",
        made_on=today,
    )
    _ask(papers)
    return papers


def stop(*, papers: Papers, by: User) -> None:
    """Make no more of them and forget what was made; waits for the part that is being made."""
    stopped = _running(papers, by).update(status=Papers.Status.CANCELLED)
    if not stopped:
        raise refusals.PapersOver
    papers.file.storage.delete(str(papers.file.name))


@transaction.atomic
def go_on(*, papers: Papers, by: User) -> None:
    """Ask once more for what a worker left. If one is still at it, nothing is done twice."""
    if not _running(papers, by).exists():
        raise refusals.PapersOver
    _ask(papers)


def remove_strays() -> None:
    """Delete the files that no row names any more: a row goes with its owner's account unasked."""
    storage = Papers._meta.get_field("file").storage
    strays.remove(storage, "papers", named=lambda: Papers.objects.values_list("file", flat=True))


def _running(papers: Papers, by: User) -> QuerySet[Papers]:
    return Papers.objects.filter(pk=papers.pk, owner=by, status=Papers.Status.RUNNING)


def _ask(papers: Papers) -> None:
    alive.say(making.WHAT, papers.pk)
    make_papers.delay_on_commit(str(papers.pk))
