"""Servers as in production, load from a process of its own, and fair comparison between two servers."""

import base64
import contextlib
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from deploy.local.prepare import PYTHON, ROOT
from deploy.local.processes import die_with_parent

WARM_UP_SECONDS = 1.0
START_SECONDS = 60.0
QUERIES = "X-Queries"


@dataclass(frozen=True)
class Measured:
    """One stretch of load. `per_second`: answers a second; `median`, `p99`: seconds to a whole answer."""

    per_second: float
    median: float
    p99: float
    received: int
    answers: int


@dataclass(frozen=True)
class Server:
    """A running web server on loopback."""

    port: int
    master: int

    def load(
        self,
        requests: Sequence[bytes],
        *,
        clients: int = 16,
        seconds: float | None = None,
        count: int | None = None,
        expect: int = 200,
    ) -> Measured:
        """Send the requests in turn by so many clients at once, for `seconds` or until `count` were sent.

        Raises RuntimeError when an answer has any other status than `expect`.
        """
        asked = {
            "port": self.port,
            "requests": [base64.b64encode(request).decode() for request in requests],
            "clients": clients,
            "seconds": seconds,
            "count": count,
        }
        command = [PYTHON, "-m", "tests.bench.client"]
        done = subprocess.run(command, check=True, input=json.dumps(asked), stdout=subprocess.PIPE, text=True)
        counted = json.loads(done.stdout)
        if set(counted["statuses"]) != {str(expect)}:
            raise RuntimeError(f"answers by status: {counted['statuses']}, expected only {expect}")
        latencies = sorted(counted["latencies"])
        return Measured(
            per_second=len(latencies) / counted["seconds"],
            median=statistics.median(latencies),
            p99=latencies[int(len(latencies) * 0.99)],
            received=counted["received"],
            answers=len(latencies),
        )

    def queries(self, path: str, signed_in: str) -> int:
        """How many queries a page takes for a colleague; of a server of `tests.bench.counting`.

        Raises RuntimeError for any answer but the page.
        """
        connection = http.client.HTTPConnection("localhost", self.port)
        for _ in range(2):  # what is read once in the life of a process is read by now
            connection.request("GET", path, headers={"Cookie": signed_in})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"the page was answered with {answer.status}")
        connection.close()
        return int(answer.headers[QUERIES])

    def process_megabytes(self) -> float:
        """The memory of the largest web process, resident and shared pages included, in MB of 10^6 bytes."""
        return max(resident_bytes(pid) for pid in children(self.master)) / 1e6


@dataclass(frozen=True)
class Site:
    """The database and Redis of this run, with the demo site in them, as the environment of a process."""

    env: Mapping[str, str]

    @contextlib.contextmanager
    def serve(
        self, application: str = "wellbeing.wsgi:application", *, env: Mapping[str, str] | None = None
    ) -> Iterator[Server]:
        """Serve a WSGI application just as production does (`deploy/gunicorn.py`), here on a free port."""
        port = free_port()
        command = [PYTHON, "-m", "gunicorn", "-c", "deploy/gunicorn.py", application]
        whole = {**self.env, **(env or {}), "PORT": str(port)}
        process = subprocess.Popen(command, cwd=ROOT, env=whole, preexec_fn=die_with_parent)  # noqa: PLW1509
        try:
            _wait_for(port, process)
            yield Server(port, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def get(path: str, **headers: str) -> bytes:
    """A whole GET request. Header names are written with underscores."""
    return _request("GET", path, b"", headers)


def post(path: str, fields: Mapping[str, str] | Sequence[tuple[str, str]], **headers: str) -> bytes:
    """A whole POST request with a form."""
    body = urlencode(fields).encode()
    return _request("POST", path, body, {"Content_Type": "application/x-www-form-urlencoded", **headers})


def compare(
    ours: Server,
    bare: Server,
    *,
    requests: tuple[Sequence[bytes], Sequence[bytes]],
    clients: int = 16,
    rounds: int = 7,
    seconds: float = 2.0,
) -> float:
    """How many times as many answers a second `ours` gives as `bare`: the median over alternating rounds.

    Both servers stand beside each other all the time; each round loads one, then the other, and the next
    begins with the other one, so that a drift of the machine falls on both.
    """
    sides = [(ours, requests[0]), (bare, requests[1])]
    for server, asked in sides:
        server.load(asked, clients=clients, seconds=WARM_UP_SECONDS)
    ratios = []
    for number in range(rounds):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        speed = {
            side: sides[side][0].load(sides[side][1], clients=clients, seconds=seconds) for side in order
        }
        ratios.append(speed[0].per_second / speed[1].per_second)
    return statistics.median(ratios)


def _request(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept-Language: ru"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join([*lines, "", ""]).encode() + body


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not come up")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident_bytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
