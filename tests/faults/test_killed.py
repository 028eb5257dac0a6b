"""Ten thousand nudges are due while everything that carries them is killed, again and again.

None arrives twice; none is missing but those that are counted as uncertain; none arrives outside its
window; nothing is left claimed. Workers, beat, the broker and the database are ended by SIGKILL, with all
that they started, at moments drawn from a fixed seed.
"""

import json
import os
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from deploy.local.services import Postgres, Redis, socket_folder
from tests.faults.fleet import Fleet, celery
from tests.running import free_port, manage
from wellbeing.environment import broker_of

pytestmark = pytest.mark.service

NUDGES, SHUT = 10_000, 300
KILLS = 30
LEASE_SECONDS = 5
PATIENCE_SECONDS = 240
MORTAL = ["worker-1", "worker-2", "beat", "redis", "postgres"]
UNSETTLED = "SELECT count(*) FROM outbox_due WHERE due_at <= now() + interval '1 minute' OR claim IS NOT NULL"


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    started = Fleet(tmp_path / "log")
    yield started
    started.end()


def test_whatever_is_killed_none_arrives_twice_and_none_is_lost(fleet: Fleet, tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    mail.touch()
    with socket_folder() as sockets:
        env = start(fleet, sockets, tmp_path)
        with asking_for_sweeps(env["REDIS_URL"]):
            fleet.watch(until=lambda: bool(mail.read_text()), within=60)
            kill_at_random(fleet)
            already = len(mail.read_text().splitlines())
            wait_until_settled(fleet, env)
        arrived = Counter(json.loads(line)["to"][0] for line in mail.read_text().splitlines())
        tally = counted(env)

    assert already < NUDGES  # they were killed while there was something to carry
    assert max(arrived.values()) == 1
    assert {address for address in arrived if address.startswith("shut")} == set()
    missing = NUDGES - len(arrived)
    assert missing <= tally["uncertain"]
    assert tally["sent"] + tally["uncertain"] == NUDGES
    assert 0 < tally["uncertain"] < NUDGES / 20


def start(fleet: Fleet, sockets: Path, folder: Path) -> dict[str, str]:
    """Everything that carries nudges, with all of them due; returns the environment of it."""
    mail_port = free_port()
    postgres, redis = Postgres(folder / "postgres", sockets, durable=True), Redis(sockets)
    env = os.environ | {
        "DATABASE_URL": postgres.url,
        "REDIS_URL": redis.url,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SEAL_KEYS": secrets.token_urlsafe(32),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "EMAIL_FROM": "notes@example.org",
        "OUTBOX_LEASE": str(LEASE_SECONDS),
        "STATE_DIR": str(folder / "state"),
        "DEBUG": "off",
    }
    (folder / "state").mkdir()
    postgres.start(fleet)
    redis.start(fleet)
    manage(env, "migrate", "--verbosity", "0")
    for words in (["letters", str(NUDGES)], ["shut", str(SHUT)]):
        manage(env, *words, "email", module="tests.bench.filling")
    mail = [sys.executable, "-m", "tests.catching", str(mail_port), str(folder / "mail")]
    fleet.start("mail", mail, env=env)
    for number in (1, 2):
        words = ["worker", "--concurrency=1", "--without-gossip", "--without-mingle", "-n", f"w{number}@test"]
        fleet.start(f"worker-{number}", celery(*words), env=env)
    fleet.start("beat", celery("beat", "-s", str(folder / "beat")), env=env)
    return env


@contextmanager
def asking_for_sweeps(broker: str) -> Iterator[None]:
    """One more beat, every second, whatever has become of the broker."""
    app, ended = Celery(broker=broker_of(broker), set_as_current=False), Event()

    def ask() -> None:
        while not ended.wait(1):
            with suppress(OperationalError):
                app.send_task("wellbeing.outbox.periodic.sweep", retry=False)

    asking = Thread(target=ask)
    asking.start()
    try:
        yield
    finally:
        ended.set()
        asking.join()


def kill_at_random(fleet: Fleet) -> None:
    chance = random.Random(2026)
    for number in range(KILLS):
        time.sleep(chance.uniform(0.2, 1.2))
        name = MORTAL[number % len(MORTAL)]
        fleet.kill(name)
        time.sleep(chance.uniform(0, 0.5))
        fleet.again(name)
        fleet.revive()


def wait_until_settled(fleet: Fleet, env: dict[str, str]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    left: object = "all"
    while time.monotonic() < deadline:
        fleet.revive()
        with suppress(psycopg.OperationalError), psycopg.connect(env["DATABASE_URL"]) as connection:
            [(left,)] = connection.execute(UNSETTLED).fetchall()
        if left == 0:
            return
        time.sleep(1)
    pytest.fail(f"{left} are still not settled")


def counted(env: dict[str, str]) -> Counter[str]:
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT outcome, sum(letters)::int FROM outbox_tally GROUP BY outcome")
        return Counter(dict(rows.fetchall()))
