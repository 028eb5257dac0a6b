"""Several child processes in one terminal, none of which outlives this one.

Each child leads a process group of its own, so that Ctrl-C reaches only this process, which then
ends them in order. Standard library only.
"""

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

COLOURS = {"web": 36, "worker": 35, "beat": 33, "mail": 32}
GRACE_SECONDS = 5.0  # for the programs, then SERVICE_GRACE_SECONDS for what they stand on: under 10 in all
SERVICE_GRACE_SECONDS = 3.0
HEARTBEAT_SECONDS = 0.5
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class Stopped(Exception):
    """This process was asked to end."""


class Died(Exception):
    """A child ended that should have stayed; the text names it and shows its last lines."""


@dataclass
class Child:
    name: str
    process: subprocess.Popen[bytes]
    stop_with: signal.Signals
    is_service: bool
    tail: deque[str] = field(default_factory=lambda: deque(maxlen=20))
    rest: bytes = b""


def say(text: str, *, name: str = "") -> None:
    """One message on the terminal; a terminal that has gone away is no reason to fall over."""
    colour = COLOURS.get(name) if sys.stdout.isatty() and "NO_COLOR" not in os.environ else None
    prefix = f"{name:<6} │ " if name else ""
    with contextlib.suppress(OSError):
        print(f"\x1b[{colour}m{prefix}\x1b[0m{text}" if colour else prefix + text, flush=True)


def die_with_parent(sign: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel, where it can (Linux), for `sign` when the parent is gone: the net below `stop`."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, sign)


class Supervisor:
    """Starts children, shows what they say, and ends them all when it is left."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> "Supervisor":
        die_with_parent()
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if sign != signal.SIGHUP or signal.getsignal(sign) != signal.SIG_IGN:  # nohup stays nohup
                signal.signal(sign, _stop)
        # A child's end wakes the loop through this pipe.
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(wake_read, selectors.EVENT_READ)
        return self

    def __exit__(self, *_: object) -> None:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)
        self._end([child for child in self.children if not child.is_service], GRACE_SECONDS)
        self._end([child for child in self.children if child.is_service], SERVICE_GRACE_SECONDS)

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        stop_with: signal.Signals = signal.SIGTERM,
        is_service: bool = False,
    ) -> Child:
        """Start a child that is to stay. What a service says is shown only if it dies."""
        process = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(stop_with),  # noqa: PLW1509  this process has one thread
        )
        child = Child(name, process, stop_with, is_service)
        self.children.append(child)
        assert process.stdout is not None  # noqa: S101  it is a pipe
        os.set_blocking(process.stdout.fileno(), False)
        self._selector.register(process.stdout, selectors.EVENT_READ, child)
        return child

    def run(self, command: Sequence[str], *, env: Mapping[str, str], output: IO[str] | None = None) -> int:
        """Run a command to its end and return its status; what it says goes to `output` or the terminal."""
        process = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output and subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509  this process has one thread
        )
        child = Child(command[-1], process, signal.SIGTERM, is_service=False)
        self.children.append(child)
        status = process.wait()
        self.children.remove(child)
        return status

    def watch(self, *, until: Callable[[], bool] | None = None, within: float | None = None) -> None:
        """Show what the children say until the condition holds, or for as long as they live.

        Raises `Died` when a child ends or the condition takes more than `within` seconds, `Stopped` when
        the parent was told to end and waits for us.
        """
        deadline = time.monotonic() + within if within else None
        while until is None or not until():
            self._pump(0.05 if until else HEARTBEAT_SECONDS)
            for child in self.children:
                if child.process.poll() is not None:
                    raise Died(self._obituary(child))
            if deadline and time.monotonic() > deadline:
                raise Died("It did not come up in time:\n" + "\n".join(self._last_words()))
            if _make_was_stopped(os.getppid()):
                raise Stopped

    def _pump(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            if isinstance(key.data, Child):
                self._read(key.data)
            else:
                os.read(key.fd, 4096)

    def _read(self, child: Child) -> None:
        stream = child.process.stdout
        assert stream is not None  # noqa: S101  it is a pipe
        data = os.read(stream.fileno(), 65536)
        *lines, child.rest = (child.rest + data).split(b"\n")
        if not data:
            self._selector.unregister(stream)
            lines, child.rest = [child.rest] if child.rest else [], b""
        for line in lines:
            text = line.decode(errors="replace")
            child.tail.append(text)
            if not child.is_service:
                say(text, name=child.name)

    def _obituary(self, child: Child) -> str:
        self._pump(0)
        words = "\n".join(child.tail) if child.is_service else ""
        return f"{child.name} ended by itself (status {child.process.returncode}).\n{words}".rstrip()

    def _last_words(self) -> Iterator[str]:
        for child in self.children:
            yield from (f"{child.name}: {line}" for line in child.tail)

    def _end(self, children: list[Child], seconds: float) -> None:
        for child in children:
            if child.process.poll() is None:
                child.process.send_signal(child.stop_with)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and any(child.process.poll() is None for child in children):
            self._pump(0.05)
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()


def _stop(_number: int, _frame: object) -> None:
    raise Stopped


def _make_was_stopped(pid: int) -> bool:
    """Whether a process is a `make` that was told to end and waits for its child, which is us.

    `make` that alone receives SIGINT or SIGHUP (not from the terminal) tells nobody: it sets the signal
    back to what the system does with it, and waits.
    """
    with contextlib.suppress(OSError):
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        handled = int(status["SigCgt"], 16) | int(status["SigIgn"], 16)
        needed = 1 << signal.SIGINT - 1 | 1 << signal.SIGHUP - 1
        return status["Name"] in {"make", "gmake"} and handled & needed != needed
    return False
