"""A worker that is killed in the middle of sharing out, with no chance to tidy up, and another after it."""

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from courses.retreats import frozen
from courses.retreats.actions.sharing import sharing
from courses.retreats.models import RoundWork
from tests.courses.retreats.sharing.rounds import again, drawn_round, organiser, traces

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(
        transaction=True, available_apps=["courses.retreats", "trainers", "wellbeing.accounts"]
    ),
]

# A worker of its own, in the database of this test. It says when it has come to a point, and stays there.
WORKER = """
import sys, time
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = sys.argv[1]
from courses.retreats.actions.sharing import sharing
from courses.retreats import frozen

def stays(*args, **named):
    print("here", flush=True)
    time.sleep(600)

def written_and_stays(*args, **named):
    written(*args, **named)
    stays()

written = frozen.write
if sys.argv[2] == "solving":
    sharing.checking.faults = stays
elif sys.argv[2] == "writing":
    frozen.write = written_and_stays
print("more" if sharing.work_next() else "none", flush=True)
"""


def worker(point: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"]), point],
        cwd=Path(settings.BASE_DIR),
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("point", ["solving", "writing"])
def test_a_killed_worker_leaves_the_round_as_it_was_and_another_ends_it(point: str) -> None:
    round = drawn_round(by=organiser())
    before = frozen.closed_case(round)
    with worker(point) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "here\n"
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)

    row = RoundWork.objects.get()
    assert (row.status, again(round).decided, frozen.closed_case(round)) == ("running", "drawn", before)
    assert [action for _who, action in traces(round)].count("retreats.share_out") == 0

    cache.clear()  # its sign of life has run out
    sharing.work_next()

    assert (again(round).decided, RoundWork.objects.get().status) == ("shared", "done")
    assert [action for _who, action in traces(round)].count("retreats.share_out") == 1
