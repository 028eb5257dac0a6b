"""A worker in a thread of its own, and two of the council at the screen."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

from django.db import connection

from tests.factories.accounts import PASSPHRASE, create_unlocked
from tests.factories.picture import AFTER
from wellbeing.accounts.models import User
from wellbeing.ballots.models import Box
from wellbeing.picture import progress
from wellbeing.picture.actions import opening, tallying
from wellbeing.picture.progress import Progress, Stage

APPS = ["wellbeing.picture", "wellbeing.ballots", "wellbeing.accounts", "wellbeing.assessments"]
PATIENCE = 20


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_at(stage: Stage, quarter: date) -> Callable[[], bool]:
    return lambda: (found := progress.read(quarter)) is not None and found.stage == stage


def work(quarter: date, run: str) -> None:
    try:
        tallying.run(quarter=quarter, run=run, today=AFTER)
    finally:
        connection.close()


@contextmanager
def waiting_worker(box: Box, by: User) -> Iterator[Future[None]]:
    """Somebody has begun to open the box, and a worker waits for its key."""
    opening.begin(box=box.pk, by=create_unlocked(user=by))
    begun = progress.read(box.quarter)
    assert begun
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work, box.quarter, begun.run)
        until(is_at(Stage.READY, box.quarter))
        try:
            yield future
        finally:
            progress.stop(begun.run)


def hand_over(box: Box, by: User, second: User, passphrase: str = PASSPHRASE) -> None:
    opening.hand_over(
        box=box.pk, by=create_unlocked(user=by), second=second, passphrase=passphrase, today=AFTER
    )


def open_box(box: Box, by: User, second: User) -> None:
    """All of it, until the worker is through."""
    with waiting_worker(box, by) as worker:
        hand_over(box, by, second)
        worker.result(PATIENCE)


def ended(box: Box) -> Progress | None:
    return progress.read(box.quarter)
