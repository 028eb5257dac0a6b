"""Children never outlive the process that started them, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.local.prepare import ROOT
from tests.dev.checkout import processes_naming

pytestmark = pytest.mark.service

# One child ignores requests to end and has a child of its own; MARK is in the command line of both.
STUBBORN = "trap '' TERM; (trap '' TERM; exec sh -c 'while :; do sleep 0.1; done' MARK) & wait"
PROGRAM = """
import os, sys
from deploy.local.processes import Died, Stopped, Supervisor
try:
    with Supervisor() as supervisor:
        for name, command in zip(("one", "two"), sys.argv[1:]):
            supervisor.start(name, ["sh", "-c", command], env=os.environ)
        print("started", flush=True)
        supervisor.watch()
except Stopped:
    sys.exit("stopped")
except Died as death:
    sys.exit(str(death))
"""


def start(*commands: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *commands],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    return process


def rest(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """What it says to its end, on its output and on the error output."""
    assert process.stdout is not None and process.stderr is not None
    return process.stdout.read(), process.stderr.read()


@pytest.fixture
def mark(tmp_path: Path) -> str:
    return f"mark-{os.getpid()}-{tmp_path.name}"


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_children_end_when_a_signal_comes(mark: str, sign: signal.Signals) -> None:
    with start(f"exec sleep 1000 # {mark}", f"while :; do sleep 0.1; done # {mark}") as process:
        process.send_signal(sign)
        assert rest(process)[1] == "stopped\n"
    assert processes_naming(mark) == []


def test_stubborn_children_end_in_time(mark: str) -> None:
    with start(STUBBORN.replace("MARK", mark)) as process:
        began = time.monotonic()
        while len(processes_naming(mark)) < 2:  # the grandchild's loop is on its way
            time.sleep(0.05)
        process.terminate()
        assert rest(process)[1] == "stopped\n"
        assert time.monotonic() - began < 10
    assert processes_naming(mark) == []


def test_children_end_when_the_supervisor_is_killed(mark: str) -> None:
    with start(f"exec sleep 1000 # {mark}", f"while :; do sleep 0.1; done # {mark}") as process:
        process.kill()
        process.communicate()
        deadline = time.monotonic() + 5
        while processes_naming(mark) and time.monotonic() < deadline:
            time.sleep(0.05)
    assert processes_naming(mark) == []


def test_a_child_that_dies_is_named_and_ends_the_others(mark: str) -> None:
    with start(f"while :; do sleep 0.1; done # {mark}", "echo last words; exit 3") as process:
        assert rest(process) == ("two    │ last words\n", "two ended by itself (status 3).\n")
    assert process.returncode == 1
    assert processes_naming(mark) == []


def test_a_line_without_an_end_and_broken_bytes_are_shown() -> None:
    with start("printf 'whole\\n\\377 half'; exit 0") as process:
        assert rest(process)[0] == "one    │ whole\none    │ \ufffd half\n"
