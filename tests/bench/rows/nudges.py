"""The outbox with a hundred thousand nudges due: against raw Celery and a mail server's own limit."""

import contextlib
import itertools
import smtplib
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import psycopg
from celery import Celery

from deploy.local.prepare import PYTHON, ROOT
from deploy.local.processes import die_with_parent
from tests.bench import table
from tests.bench.harness import Site, children, free_port, resident_bytes
from wellbeing.environment import broker_of

NUDGES = 100_000
ROUNDS = 5
LETTERS = 5_000
NOOPS = 4_000
STORED = (10_000, 1_000_000)
LIMIT_SECONDS = 300
POLL_SECONDS = 0.05
POLLS_A_SWEEP = 40
SWEEP = "wellbeing.outbox.periodic.sweep"
SENT = "SELECT coalesce(sum(letters), 0) FROM outbox_tally WHERE outcome = 'sent'"


@table.row(
    "nudges.drain",
    what="nudges a second to a channel that does nothing, one worker, against raw Celery tasks a second",
    unit="x",
    bound=table.at_least(10),
)
def drain_quickly(site: Site) -> float:
    return drained(site, workers=1) / noops(site)


@table.row(
    "nudges.workers", what="two workers against one, to that channel", unit="x", bound=table.at_least(1.4)
)
def two_workers(site: Site) -> float:
    one = drained(site, workers=1)
    return drained(site, workers=2) / one


@table.row(
    "nudges.memory",
    what=f"growth of a worker from the first nudges to the last of {NUDGES}",
    unit="MB",
    bound=table.at_most(10),
)
def memory(site: Site) -> float:
    fill(site, "letters", NUDGES)
    with working(site, workers=1) as (worker,):
        sizes = []
        drain(site, NUDGES, look=lambda: sizes.append(max(resident_bytes(pid) for pid in children(worker))))
    return (sizes[-1] - sizes[0]) / 1e6


@table.row(
    "nudges.smtp",
    what="nudges a second to a local mail server, against what it takes of ready messages",
    unit="x",
    bound=table.at_least(0.8),
)
def smtp(site: Site) -> float:
    """In rounds, the server's own limit taken between them, so that a drift of the machine falls on both."""
    count, speeds = NUDGES // ROUNDS, []
    with taking() as port:
        mail = Site({**site.env, "EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_FROM": "notes@example.org"})
        limits = [handed_over(port)]
        with working(mail, workers=1):
            for _ in range(ROUNDS):
                fill(site, "letters", count, "email")
                speeds.append(count / drain(mail, count))
                limits.append(handed_over(port))
    between = [statistics.mean(pair) for pair in itertools.pairwise(limits)]
    return statistics.median(ours / limit for ours, limit in zip(speeds, between, strict=True))


@table.row(
    "nudges.claim",
    what="finding and claiming the first batch with 1,000,000 subscriptions, against 10,000",
    unit="x",
    bound=table.at_most(2),
)
def claim(site: Site) -> float:
    few, many = (claimed(site, count) for count in STORED)
    return many / few


def fill(site: Site, kind: str, count: int, *channel: str) -> None:
    command = [PYTHON, "-m", "tests.bench.filling", kind, str(count), *channel]
    subprocess.run(command, check=True, cwd=ROOT, env=site.env)


def drained(site: Site, *, workers: int) -> float:
    """Nudges a second, to the channel that does nothing, from the first sweep until the last is counted."""
    fill(site, "letters", NUDGES)
    with working(site, workers=workers):
        return NUDGES / drain(site, NUDGES)


def drain(site: Site, count: int, *, look: Callable[[], object] = lambda: None) -> float:
    """Ask for a sweep every two seconds until so many are sent; the seconds that took, at most 300."""
    app, began = broker(site), time.monotonic()
    with psycopg.connect(site.env["DATABASE_URL"], autocommit=True) as database:
        for polls in itertools.count():
            if polls % POLLS_A_SWEEP == 0:
                app.send_task(SWEEP)
            time.sleep(POLL_SECONDS)
            look()
            (sent,) = database.execute(SENT).fetchone() or (0,)
            seconds = time.monotonic() - began
            if sent >= count:
                return seconds
            if seconds > LIMIT_SECONDS:
                raise RuntimeError("the nudges were not drained in time")
    raise AssertionError


@contextlib.contextmanager
def working(site: Site, *, workers: int, app: str = "wellbeing") -> Iterator[list[int]]:
    """So many workers of one process each, ready; gives their process ids."""
    command = [PYTHON, "-W", "ignore", "-m", "celery", "--quiet", "-A", app, "worker", "--concurrency=1"]
    env = {**site.env, "MEASURING": "on"}
    with contextlib.ExitStack() as stack:
        pids = []
        for number in range(workers):
            words = [*command, "--without-gossip", "--without-mingle", "-n", f"bench{number}@localhost"]
            process = subprocess.Popen(words, cwd=ROOT, env=env, preexec_fn=die_with_parent)  # noqa: PLW1509
            stack.callback(process.wait)
            stack.callback(process.terminate)
            pids.append(process.pid)
        wait_for_workers(site, app, workers)
        yield pids


def wait_for_workers(site: Site, app: str, workers: int) -> None:
    asked = broker(site) if app == "wellbeing" else noop_app(site)
    deadline = time.monotonic() + 60
    while len(asked.control.ping(timeout=1, limit=workers)) < workers:
        if time.monotonic() > deadline:
            raise RuntimeError("the workers did not come up")


def noops(site: Site) -> float:
    """Tasks a second that raw Celery does on the same broker."""
    app = noop_app(site)
    for _ in range(NOOPS):
        app.send_task("tests.bench.noop.nothing", queue="noop")
    with app.connection_for_read() as connection, working(site, workers=1, app="tests.bench.noop"):
        queue = connection.default_channel

        def left() -> int:
            return int(queue.queue_declare("noop").message_count)

        began, before = time.monotonic(), left()
        while left():
            time.sleep(0.02)
        return before / (time.monotonic() - began)


def handed_over(port: int) -> float:
    """Messages a second that the server takes, ready made, over one connection."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "notes@example.org", "person@example.org", "Цветы"
    message.set_content("Полить цветы на кухне и на балконе.")
    ready = message.as_bytes()
    with smtplib.SMTP("127.0.0.1", port) as connection:
        began = time.monotonic()
        for _ in range(LETTERS):
            connection.sendmail("notes@example.org", ["person@example.org"], ready)
        return LETTERS / (time.monotonic() - began)


@contextlib.contextmanager
def taking() -> Iterator[int]:
    port = free_port()
    command = [PYTHON, "-m", "tests.bench.taking", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, preexec_fn=die_with_parent)  # noqa: PLW1509
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), smtplib.SMTP("127.0.0.1", port, timeout=1):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def claimed(site: Site, count: int) -> float:
    """Seconds to find and claim the first batch with so many stored."""
    fill(site, "stored", count)
    command = [PYTHON, "-m", "tests.bench.claiming"]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def broker(site: Site) -> Celery:
    return Celery(broker=broker_of(site.env["REDIS_URL"]))


def noop_app(site: Site) -> Celery:
    app = broker(site)
    app.conf.task_default_queue = "noop"
    return app
