"""`make run`, as a newcomer starts it: from a deep path, twice, ended by signals."""

import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.dev.checkout import create_checkout, processes_naming, start_make

pytestmark = pytest.mark.service

FIRST_START_SECONDS = 240
SECOND_START_SECONDS = 15
END_SECONDS = 10


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy under a path longer than any socket may have."""
    deep = tmp_path_factory.mktemp("deep") / "a-rather-long-name-of-a-folder" / ("b" * 100) / "checkout"
    return create_checkout(deep)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@contextmanager
def running(checkout: Path, port: int, output: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = start_make(checkout, "run", f"PORT={port}", output=output)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def wait_until(condition: Callable[[], bool], *, within: float) -> float:
    """Seconds until the condition held; fails the test when it does not in time."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < within, "not in time"
        time.sleep(0.1)
    return time.monotonic() - began


def answers(port: int, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def test_run_from_a_deep_path_twice(checkout: Path, port: int, tmp_path: Path) -> None:
    output = tmp_path / "output"
    with running(checkout, port, output) as process:
        wait_until(lambda: answers(port, "/healthz"), within=FIRST_START_SECONDS)
        assert answers(port, "/ru/")
        wait_until(lambda: "Ctrl-C" in output.read_text(), within=30)
        shown = output.read_text()
        assert f"http://localhost:{port}/" in shown
        signins = (checkout / ".local" / "staff.txt").read_text().splitlines()
        assert signins
        assert re.search(r"^  username +password +one-time codes$", shown, re.MULTILINE)
        for signin in signins:
            name, password, codes = signin.split("\t")
            assert f"{name} {password} {codes.partition(': ')[2]}" in " ".join(shown.split())
        assert "then one of the one-time codes" in shown
        assert (checkout / ".local" / "staff.txt").stat().st_mode & 0o777 == 0o600
        refused = subprocess.run(
            ["make", "run", f"PORT={port + 1}"], check=False, cwd=checkout, capture_output=True, text=True
        )
        assert "already runs from this checkout" in refused.stderr
        process.terminate()
        process.wait(END_SECONDS)
    assert processes_naming(str(checkout)) == []

    with running(checkout, port, output) as process:
        wait_until(lambda: answers(port, "/ru/"), within=SECOND_START_SECONDS)
        wait_until(lambda: "Ctrl-C" in output.read_text(), within=30)
        assert all(word in output.read_text() for word in signins[0].split("\t")[:2])
        assert "Loading the demo" not in output.read_text()
        process.send_signal(signal.SIGINT)  # make alone, as no terminal would
        process.wait(END_SECONDS)
    assert processes_naming(str(checkout)) == []


def test_run_with_a_taken_port(checkout: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        process = start_make(checkout, "run", f"PORT={taken}", output=tmp_path / "output")
        assert process.wait(30) != 0
    assert re.search(
        rf"Port {taken} is taken by another program\. .*PORT=", (tmp_path / "output").read_text()
    )


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_run_with_a_port_that_is_none(checkout: Path, port: str, tmp_path: Path) -> None:
    process = start_make(checkout, "run", f"PORT={port}", output=tmp_path / "output")
    assert process.wait(30) != 0
    assert "it needs a number from 1 to 65535" in (tmp_path / "output").read_text()
