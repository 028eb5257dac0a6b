"""What a worker does for rounds, one after another: whether all rules can hold, and who has a place.

A piece of work is claimed by a conditional update. What was found is written in one transaction, if the work
is still wanted and the round stands where it stood; whatever dies before leaves the round as it was.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from courses.retreats import frozen, traces
from courses.retreats.frozen import Closed
from courses.retreats.models import Round, RoundWork
from courses.retreats.rules import case as cases
from courses.retreats.rules import checking, conflicts, reasons, record, solving
from wellbeing.documents import alive, claiming

logger = logging.getLogger(__name__)

WHAT = "retreats:round"
MOST_TRIES = 3
SAY_EVERY = 15.0
Kind, Status = RoundWork.Kind, RoundWork.Status


class NotWanted(Exception):
    """It was asked for anew meanwhile, or the round was moved on or cancelled."""


def work_next() -> bool:
    """Do the next piece that waits, unless one is being done elsewhere. Tells whether more wait."""
    _free_what_died()
    waiting = RoundWork.objects.filter(status=Status.QUEUED).select_related("round").order_by("tries", "pk")
    row = claiming.claim(waiting, what=WHAT, status=Status.RUNNING, aim="")
    if row is None:
        return False
    try:
        with _saying_alive(row):
            _check(row) if row.kind == Kind.CHECK else _share(row)
    except NotWanted:
        _mine(row).update(status=Status.FAILED, claim=None)
    except Exception:
        logger.exception("Work on a round broke off.")
        _mine(row).update(status=Status.FAILED, claim=None)
    return RoundWork.objects.filter(status=Status.QUEUED).exists()


def _free_what_died() -> None:
    """What a worker left when it died waits again; after three times it is given up."""
    for row in RoundWork.objects.filter(status=Status.RUNNING):
        if not alive.is_said(WHAT, row.pk):
            again = Status.QUEUED if row.tries < MOST_TRIES else Status.FAILED
            _mine(row).update(status=again, claim=None)


@contextmanager
def _saying_alive(row: RoundWork) -> Iterator[None]:
    """The solver may think for longer than a sign of life lasts, so a thread of this process gives it."""
    is_over = Event()

    def say() -> None:
        while not is_over.wait(SAY_EVERY):
            alive.say(WHAT, row.pk)

    thread = Thread(target=say, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _check(row: RoundWork) -> None:
    """Raises NotWanted."""
    closed = frozen.closed_case(row.round)
    conflict = conflicts.conflicting(closed.case, closed.policy)
    with _settling(row, Round.Decided.CLOSED) as round:
        frozen.write(round, replace(closed, conflict=conflict))


def _share(row: RoundWork) -> None:
    """Raises NotWanted."""
    closed, value = frozen.closed_case(row.round), row.round.value

    def tell(aim: str) -> None:
        if not _mine(row).update(aim=aim):
            raise NotWanted

    try:
        outcome = solving.share_out(closed.case, closed.policy, value, seconds=row.seconds, tell=tell)
        found = record.result(closed.case, closed.policy, value, seconds=row.seconds, outcome=outcome)
    except solving.Stopped:
        _mine(row).update(status=Status.SHORT, claim=None)
        return
    if not outcome.is_proven:
        reached = [[each.name, each.value, each.bound] for each in outcome.reached]
        _mine(row).update(status=Status.SHORT, claim=None, reached=reached)
        return
    _accept(row, closed, found, value)


def _accept(row: RoundWork, closed: Closed, found: dict[str, Any], value: str) -> None:
    """Only what the checker finds no fault with is kept. Raises NotWanted."""
    case, policy = cases.plain(closed.case), closed.policy.plain()
    if faults := checking.faults(case, policy, found, value):
        rules = sorted({each.rule for each in faults})
        _mine(row).update(status=Status.FAULTY, claim=None, faults=rules)
        return
    whole = replace(closed, result=found, reasons=reasons.why_not(case, policy, found, value))
    with _settling(row, Round.Decided.DRAWN) as round:
        frozen.write(round, whole)
        round.decided = Round.Decided.SHARED
        round.save(update_fields=["decided"])
        traces.note(round, "retreats.share_out", None)


@contextmanager
def _settling(row: RoundWork, decided: str) -> Iterator[Round]:
    """The round, held, while what was found is written; then the work is done. Raises NotWanted."""
    with transaction.atomic():
        round = Round.objects.select_for_update(no_key=True).get(pk=row.round_id)
        if round.decided != decided or not _mine(row).update(status=Status.DONE, claim=None, tries=0):
            raise NotWanted
        yield round


def _mine(row: RoundWork) -> QuerySet[RoundWork]:
    """The row as long as the work is the one that was claimed."""
    return RoundWork.objects.filter(pk=row.pk, claim=row.claim)
