"""The web server writes nothing about who asked or what they sent, not even when it cannot read it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.prepare import ROOT

pytestmark = pytest.mark.service

CANARY = "canary-5e2b"
APPLICATION = """
def application(environ, start_response):
    if "fail" in environ["PATH_INFO"]:
        raise RuntimeError("canary-5e2b " + environ["PATH_INFO"])
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A port, and the file with all that the server said."""
    (tmp_path / "plain.py").write_text(APPLICATION)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = tmp_path / "said"
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.py", "plain:application"]
    env = {"PYTHONPATH": str(tmp_path), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "wellbeing.settings"}
    with (
        said.open("wb") as file,
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=file, stderr=file) as process,
    ):
        for _ in range(200):
            if said_back(port, b"GET / HTTP/1.0\r\n\r\n"):
                break
            time.sleep(0.1)
        yield port, said
        process.terminate()


def said_back(port: int, request: bytes) -> bytes:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(request)
            return connection.recv(65536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (f"GET /?{CANARY} HTTP/1.0\r\nUser-Agent: {CANARY}\r\n\r\n", b"200"),
        (f"{CANARY}\r\n\r\n", b"400"),
        (f"GET / HTTP/1.1\r\nHost: a\r\n{CANARY}\r\n\r\n", b"400"),
        (f"GET /{CANARY * 1000} HTTP/1.1\r\nHost: a\r\n\r\n", b"414"),
        (f"GET /fail/{CANARY} HTTP/1.0\r\n\r\n", b"500"),
    ],
)
def test_nothing_of_a_request_is_logged(server: tuple[int, Path], request_: str, status: bytes) -> None:
    port, said = server
    assert said_back(port, request_.encode()).split(b" ")[1] == status
    time.sleep(0.2)
    text = said.read_text()
    assert CANARY not in text
    assert "127.0.0.1" not in text
    assert ("RuntimeError" in text) == (status == b"500")
