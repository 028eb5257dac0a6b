"""A worker that is killed while it opens a box, with no chance to tidy up, and another after it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.factories.assessments import create_published
from tests.factories.picture import QUARTER, close, create_council, create_shared_box
from tests.picture.working import APPS, hand_over, is_at, open_box, until
from wellbeing.accounts.models import User
from wellbeing.ballots import contents
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture import progress
from wellbeing.picture.models import Release, Share
from wellbeing.picture.progress import Progress, Stage

pytestmark = [pytest.mark.service, pytest.mark.django_db(transaction=True, available_apps=APPS)]

COUNT = 30

# A worker of its own, in the database and the Redis of this test. It says when it has come to a point, and
# stays there.
WORKER = """
import sys, time
from datetime import date
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.CACHES["default"]["LOCATION"] = sys.argv[2]
from wellbeing.picture import counting
from wellbeing.picture.actions import tallying

def stays(*args, **named):
    print("here", flush=True)
    time.sleep(600)

if sys.argv[3] == "counting":
    unseal = counting.contents.unseal
    lying = iter(range(20))
    def unseal_some(sealed, *, private):
        return unseal(sealed, private=private) if next(lying, None) is not None else stays()
    counting.contents.unseal = unseal_some
elif sys.argv[3] == "noise":
    tallying.noised.draw = stays
elif sys.argv[3] == "publishing":
    tallying.traces.note = stays
print("up", flush=True)
run = sys.stdin.readline().strip()
tallying.run(quarter=date.fromisoformat(sys.argv[4]), run=run, today=date(2026, 4, 3))
"""


@contextmanager
def worker(point: str) -> Iterator[tuple[IO[str], Progress]]:
    """A run that has begun, and what the worker that was asked for it says."""
    database, redis = str(connection.settings_dict["NAME"]), settings.CACHES["default"]["LOCATION"]
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, database, redis, point, QUARTER.isoformat()],
        cwd=Path(settings.BASE_DIR),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin and process.stdout
    try:
        assert process.stdout.readline() == "up\n"
        begun = progress.begin(QUARTER)
        assert begun
        process.stdin.write(f"{begun.run}\n")
        process.stdin.flush()
        yield process.stdout, begun
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.communicate()


def filled_box() -> tuple[Box, list[User]]:
    council = create_council(2)
    create_published()
    box = create_shared_box()
    said = Contribution("check-1", 1, "ru", ("1", "2", "3"), "RU-TOM")
    Ballot.objects.bulk_create(
        Ballot(box=box, sealed=contents.seal(said, public=bytes(box.public))) for _ in range(COUNT)
    )
    close(box)
    return box, council


@pytest.mark.parametrize("point", ["waiting", "counting", "noise", "publishing"])
def test_a_killed_worker_leaves_the_box_as_it_was_and_another_opens_it(point: str) -> None:
    box, (mira, maya) = filled_box()
    before = sorted(bytes(each) for each in Ballot.objects.values_list("sealed", flat=True))
    with worker(point) as (said, begun):
        until(is_at(Stage.READY, QUARTER))
        if point != "waiting":
            hand_over(box, mira, maya)
            assert said.readline() == "here\n"

    assert sorted(bytes(each) for each in Ballot.objects.values_list("sealed", flat=True)) == before
    assert {(each.state, bytes(each.public)) for each in Box.objects.all()} == {("closed", bytes(box.public))}
    assert (Share.objects.count(), Release.objects.count()) == (2, 0)

    assert progress.begin(QUARTER) is None  # for all that is known it may still be at it
    cache.delete(f"picture-alive:{begun.run}")  # its sign of life has run out
    assert not progress.is_under_way(progress.read(QUARTER))
    open_box(box, mira, maya)

    assert (Ballot.objects.count(), Share.objects.count(), Release.objects.count()) == (0, 0, 1)
