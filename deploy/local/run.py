"""`make run`: the whole site in one terminal, with services of its own.

1. The port is free, or a sentence says what to do.
2. The machine is made ready (`prepare`).
3. PostgreSQL and Redis start, unless DATABASE_URL or REDIS_URL name others.
4. A mail catcher starts, unless EMAIL_URL names a server; it shows every message on the terminal.
5. Tables, files and, the first time, the demo are made (`ready`).
6. The web server starts; once it answers, the worker and the schedule do.
7. The address and the demo sign-ins are shown; Ctrl-C or SIGTERM ends everything.
"""

import contextlib
import errno
import fcntl
import http.client
import os
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from deploy.local import prepare
from deploy.local.prepare import PYTHON, ROOT
from deploy.local.processes import Died, Stopped, Supervisor, say
from deploy.local.services import Postgres, Redis, socket_folder

LOCAL = ROOT / ".local"
STAFF_FILE = LOCAL / "staff.txt"
APPLICATIONS_FILE = LOCAL / "applications.txt"
CODES_LABEL = "one-time codes: "  # in that file, where no heading says it
HEALTHY_SECONDS = 60.0


def main() -> None:
    port = read_port()
    check_port(port)
    prepare.enter("deploy.local.run")
    os.chdir(ROOT)
    os.umask(0o077)
    try:
        with only_one(), socket_folder() as sockets, Supervisor() as supervisor:
            serve(supervisor, sockets, port)
    except Stopped:
        say("Stopped.")
    except Died as death:
        sys.exit(str(death))
    except subprocess.CalledProcessError as error:
        sys.exit(f"This did not work (status {error.returncode}): {' '.join(map(str, error.cmd))}")


def read_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT is {text!r}: it needs a number from 1 to 65535, as in  make run PORT=8001")
    return int(text)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            why = "is taken by another program" if error.errno == errno.EADDRINUSE else "may not be used here"
            sys.exit(f"Port {port} {why}. Choose another one, as in  make run PORT={port % 65000 + 1}")


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Two starts from one checkout would share one database folder: the second one says so and ends."""
    try:
        LOCAL.mkdir(mode=0o700, exist_ok=True)
        lock = (LOCAL / "run.lock").open("w")
    except PermissionError:
        sys.exit(f"{LOCAL} belongs to another account: start as that account, or remove the folder.")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("The site already runs from this checkout. End that one first.")
        yield


def serve(supervisor: Supervisor, sockets: Path, port: int) -> None:
    say("Starting the services.")
    ours = site_settings(port) | start_services(supervisor, sockets) | start_mailbox(supervisor)
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in ours.items()]
    (LOCAL / "env").write_text("".join(lines))  # for management commands beside the running site
    env = {**os.environ, **ours, "PYTHONUNBUFFERED": "1"}
    if supervisor.run([PYTHON, "-m", "deploy.local.ready", str(STAFF_FILE), str(APPLICATIONS_FILE)], env=env):
        raise Died("The site could not be made ready: the reason stands above.")
    web = [PYTHON, "-m", "gunicorn", "-c", "deploy/gunicorn.py", "wellbeing.wsgi:application"]
    supervisor.start("web", web, env=env)
    supervisor.watch(until=lambda: answers(port), within=HEALTHY_SECONDS)
    quiet = ["-W", "ignore:You're running the worker with superuser"]  # on one's own machine, knowingly
    celery = [PYTHON, *quiet, "-m", "celery", "--quiet", "-A", "wellbeing"]
    supervisor.start("worker", [*celery, "worker", "--concurrency=1", "--without-gossip"], env=env)
    (LOCAL / "beat").mkdir(exist_ok=True)
    supervisor.start("beat", [*celery, "beat", "-s", str(LOCAL / "beat" / "schedule")], env=env)
    say(welcome(ours["SITE_URL"]))
    supervisor.watch()


def start_services(supervisor: Supervisor, sockets: Path) -> dict[str, str]:
    """The addresses of the services that were started; those that the environment names are left alone."""
    addresses = {}
    if not os.environ.get("DATABASE_URL"):
        postgres = Postgres(LOCAL / "postgres-18", sockets, durable=True)
        postgres.start(supervisor)
        addresses["DATABASE_URL"] = postgres.url
    if not os.environ.get("REDIS_URL"):
        redis = Redis(sockets)
        redis.start(supervisor)
        addresses["REDIS_URL"] = redis.url
    return addresses


def start_mailbox(supervisor: Supervisor) -> dict[str, str]:
    """A mail server of our own that shows what it gets, unless the environment names another."""
    if os.environ.get("EMAIL_URL"):
        return {}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    supervisor.start("mail", [PYTHON, "-m", "deploy.local.mailbox", str(port)], env=dict(os.environ))
    return {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_FROM": "Notes <notes@example.org>"}


def site_settings(port: int) -> dict[str, str]:
    """What the site reads: secrets drawn once on this machine, and its address, or the caller's own."""
    ours = {
        "SECRET_KEY": drawn_once("secret", size=64),
        "SEAL_KEYS": drawn_once("seal-key", size=32),
        "SITE_URL": f"http://localhost:{port}",
    }
    given = {name: os.environ.get(name) or value for name, value in ours.items()}
    return given | {"PORT": str(port), "DEBUG": "off", "DJANGO_SETTINGS_MODULE": "wellbeing.settings"}


def drawn_once(name: str, *, size: int) -> str:
    """A secret of `size` random bytes in base64url, the same at every start from this checkout."""
    file = LOCAL / name
    if not file.exists():
        file.write_text(secrets.token_urlsafe(size))
    return file.read_text()


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    return False


def welcome(address: str) -> str:
    lines = ["", f"Ready: {address}/", ""]
    if STAFF_FILE.exists():
        signins = [line.split("\t") for line in STAFF_FILE.read_text().splitlines()]
        lines += [
            f"Staff sign in at {address}/staff/ in two steps:",
            "first a username with its password, then one of the one-time codes in the same row.",
            "A code works once; next time take the next one. When a row has none left, draw new ones:",
            '  make manage DO="draw_access editor"',
            "A passphrase at the end of a row unlocks the keys of its owner, under «Мои ключи».",
            "",
            f"  {'username':<16} {'password':<28} one-time codes",
        ]
        lines += [
            f"  {name:<16} {password:<28} {codes.removeprefix(CODES_LABEL)}"
            for name, password, codes in signins
        ]
    if APPLICATIONS_FILE.exists():
        rows = [line.split("\t") for line in APPLICATIONS_FILE.read_text().splitlines()]
        lines += ["", f"Applications for retreats, to open by code at {address}/ru/application/:", ""]
        lines += [f"  {code:<26} {what}" for what, code in rows]
    if not os.environ.get("EMAIL_URL"):
        lines += ["", "Messages that the site sends do not leave this machine: they appear below as `mail`."]
    return "\n".join([*lines, "", "Ctrl-C ends everything.", ""])


if __name__ == "__main__":
    main()
