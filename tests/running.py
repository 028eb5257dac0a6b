"""The whole site as it runs for people, on a database of its own, for tests from outside.

The database is made, migrated and seeded once; the web server is the one production uses. Everything it
may leave behind, its log, its temporary files, its media, goes into folders that a test can search.
"""

import contextlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0


@dataclass(frozen=True)
class Site:
    """A running site: `url` without a final slash, what it was started with, and where it leaves things."""

    url: str
    env: dict[str, str]
    folder: Path

    @property
    def port(self) -> int:
        return int(self.env["PORT"])

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def manage(self, *words: str) -> str:
        """What `manage.py` with these words prints, run as the site runs."""
        return manage(self.env, *words)

    def mail(self, address: str) -> list[EmailMessage]:
        """The messages that the site's mail server took for this address, the oldest first."""
        taken = [json.loads(line) for line in (self.folder / "mail").read_text().splitlines()]
        parser = BytesParser(policy=policy.default)
        return [
            parser.parsebytes(each["message"].encode("latin-1")) for each in taken if address in each["to"]
        ]

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """With a worker that does what the site asks for."""
        quiet = ["-W", "ignore:You're running the worker with superuser"]
        words = ["worker", "--concurrency=1", "--without-gossip", "--without-mingle"]
        command = [sys.executable, *quiet, "-m", "celery", "--quiet", "-A", "wellbeing", *words]
        with self.log.open("ab") as log:
            worker = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(timeout=30)


def manage(env: Mapping[str, str], *words: str, module: str = "manage") -> str:
    """What `manage.py`, or another module of the checkout, prints with these words in this environment."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(words)}:\n{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def running_site(folder: Path, *, redis_number: int, workers: int = 2) -> Iterator[Site]:
    """A seeded site in `folder`, ended and its database dropped afterwards."""
    name = f"site_{secrets.token_hex(4)}"
    migrated = os.environ.get("MIGRATED_DATABASE", "template1")
    with _server() as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
    site = _site(folder, _database(name), redis_number, workers)
    try:
        site.manage("migrate", "--verbosity", "0")
        site.manage("collectstatic", "--noinput", "--verbosity", "0")
        site.manage("seed_demo", "--passwords-file", str(folder / "staff.txt"))
        with _catching_mail(site), _serving(site):
            yield site
    finally:
        with _server() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _server() -> "psycopg.Connection[tuple[object, ...]]":
    """Through the database of PostgreSQL itself: one that somebody is in cannot be copied."""
    return psycopg.connect(_database("postgres"), autocommit=True)


def _database(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _site(folder: Path, database: str, redis_number: int, workers: int) -> Site:
    port = free_port()
    for name in ("state", "tmp"):
        (folder / name).mkdir()
    url = f"http://localhost:{port}"
    env = os.environ | {
        "DATABASE_URL": database,
        "REDIS_URL": numbered(os.environ["REDIS_URL"], redis_number),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SEAL_KEYS": secrets.token_urlsafe(32),
        "DEBUG": "off",
        "SITE_URL": url,
        "PORT": str(port),
        "STATE_DIR": str(folder / "state"),
        "TMPDIR": str(folder / "tmp"),
        "WEB_CONCURRENCY": str(workers),
        "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
        "EMAIL_FROM": "Notes <notes@example.org>",
        "DJANGO_SETTINGS_MODULE": "wellbeing.settings",
    }
    return Site(url, env, folder)


@contextlib.contextmanager
def _catching_mail(site: Site) -> Iterator[None]:
    port, file = urlsplit(site.env["EMAIL_URL"]).port, site.folder / "mail"
    file.touch()
    server = subprocess.Popen([sys.executable, "-m", "tests.catching", str(port), str(file)], cwd=ROOT)
    try:
        yield
    finally:
        server.terminate()
        server.wait(timeout=15)


@contextlib.contextmanager
def _serving(site: Site) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.py", "wellbeing.wsgi:application"]
    with site.log.open("wb") as log:
        web = subprocess.Popen(command, cwd=ROOT, env=site.env, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_healthy(site, web)
        yield
    finally:
        web.terminate()
        web.wait(timeout=15)


def _wait_until_healthy(site: Site, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        connection = http.client.HTTPConnection("localhost", site.port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the site did not start:\n{site.log.read_text()}")


def numbered(address: str, number: int) -> str:
    """The same Redis, another of its databases."""
    if address.startswith("unix:"):
        return f"{address.partition('?')[0]}?db={number}"
    return urlunsplit(urlsplit(address)._replace(path=f"/{number}"))


def redis_number(address: str) -> int:
    """Which of the databases of a Redis an address means."""
    parts = urlsplit(address)
    number = parse_qs(parts.query).get("db", ["0"])[0] if parts.scheme == "unix" else parts.path.strip("/")
    return int(number or 0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
