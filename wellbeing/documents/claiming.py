"""Work that waits in a table, claimed by one worker: a conditional update and a sign of life."""

from typing import Any, TypeVar
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Model, QuerySet

from wellbeing.documents import alive

Work = TypeVar("Work", bound=Model)


def claim(waiting: QuerySet[Work], *, what: str, status: str, **fresh: Any) -> Work | None:
    """The first that waits is this worker's from now on, with another `status` and with `fresh` in its
    columns. None where nothing waits, or somebody is at work: PostgreSQL lets one run at a time."""
    row: Any = waiting.first()
    if row is None:
        return None
    row.claim = uuid4()
    # Said before it is claimed, or somebody could take it for dead.
    alive.say(what, row.pk)
    try:
        with transaction.atomic():
            claimed = waiting.filter(pk=row.pk).update(
                status=status, claim=row.claim, tries=F("tries") + 1, **fresh
            )
    except IntegrityError:
        return None
    return row if claimed else None
