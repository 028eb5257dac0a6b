"""A worker in a thread of its own, two of the council at the screen, and what is in the box."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

from django.db import connection

from tests.factories.accounts import PASSPHRASE, create_unlocked
from tests.factories.picture import AFTER
from wellbeing.accounts.models import User
from wellbeing.ballots import contents
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture import progress
from wellbeing.picture.actions import opening, tallying
from wellbeing.picture.models import Release, Share
from wellbeing.picture.progress import Progress, Stage

APPS = ["wellbeing.picture", "wellbeing.ballots", "wellbeing.accounts", "wellbeing.assessments"]
# Seconds; a slow machine is no failure.
PATIENCE = 120


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


def contribution(*answers: str | None, region: str = "RU-TOM") -> Contribution:
    return Contribution("check-1", 1, "ru", answers or ("3", "3", "3"), region)


def put(box: Box, *sealed: bytes) -> None:
    Ballot.objects.bulk_create(Ballot(box=box, sealed=each) for each in sealed)


def fill(box: Box, count: int = 40) -> None:
    """Contributions of a region and of nowhere in particular."""
    public = bytes(box.public)
    for number in range(count):
        each = contribution(region="RU-TOM" if number % 4 else "")
        put(box, contents.seal(each, public=public))


def as_it_was(box: Box) -> bool:
    """Everything is there, and nothing published."""
    states = list(Box.objects.filter(quarter=box.quarter).values_list("state", "public"))
    is_there = all((state, bytes(public)) == ("closed", bytes(box.public)) for state, public in states)
    return is_there and (Ballot.objects.count(), Share.objects.count(), Release.objects.count()) == (40, 3, 0)
