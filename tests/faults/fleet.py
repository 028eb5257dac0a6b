"""Real processes that are killed without warning and started again: databases, workers, beat."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.processes import die_with_parent
from tests.running import ROOT


@dataclass
class Fleet:
    """Processes by name. Each leads a group of its own, so that killing it kills all that it started.

    `start` and `watch` are what `deploy.local.services` asks of its supervisor.
    """

    log: Path
    commands: dict[str, tuple[Sequence[str], Mapping[str, str]]] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, command: Sequence[str], *, env: Mapping[str, str], **_: object) -> None:
        self.commands[name] = (command, env)
        with self.log.open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509
            )

    def watch(self, *, until: Callable[[], bool], within: float) -> None:
        deadline = time.monotonic() + within
        while not until():
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.05)

    def kill(self, name: str) -> None:
        """End it and all that it started, at once, with no chance to tidy up."""
        process = self.running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def again(self, name: str) -> None:
        """Start it as it was started before."""
        command, env = self.commands[name]
        self.start(name, command, env=env)

    def revive(self) -> None:
        """Start again what ended because something else was killed, as a machine's supervisor would."""
        for name in [name for name, process in self.running.items() if process.poll() is not None]:
            self.again(name)

    def end(self) -> None:
        for name in [*self.running]:
            self.kill(name)


def celery(*words: str) -> list[str]:
    ignored = "ignore:You're running the worker with superuser"
    return [sys.executable, "-W", ignored, "-m", "celery", "--quiet", "-A", "wellbeing", *words]
