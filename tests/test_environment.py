"""A wrong variable stops the start: the variable is named, what it may hold is told, its value is not."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from kombu import Connection
from redis import Redis

from tests.running import numbered, redis_number
from wellbeing.environment import BadEnvironment, Environment, broker_of

ROOT = Path(__file__).resolve().parent.parent
CANARY = "canary-7f3a"

KEYS = "needs different keys of 32 bytes in base64url, separated by commas, or the word none"
SECONDS = "needs a whole number of seconds, at least 1"
KEY_A, KEY_B = "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE", "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI="
ONLY_HOST_AND_PORT = "may have after `?` only host= and port=; see PGSSLMODE for the rest"

Reader = Callable[[Environment], object]

READERS: dict[str, Reader] = {
    "flag": lambda env: env.flag("IT", default=False),
    "secret": lambda env: env.secret("IT", at_least=50, debug=False),
    "names": lambda env: env.names("IT", default=["localhost"]),
    "web_address": lambda env: env.web_address("IT", default="http://localhost:8000"),
    "postgres": lambda env: env.postgres("IT", default="postgresql:///wellbeing"),
    "redis": lambda env: env.redis("IT", default="redis://127.0.0.1:6379/0"),
    "keys": lambda env: env.keys("IT", debug=False),
    "seconds": lambda env: env.seconds("IT", default=600),
}


@pytest.mark.parametrize(
    ("reader", "value", "read"),
    [
        *(("flag", value, True) for value in ("1", "true", "Yes", "ON")),
        *(("flag", value, False) for value in ("0", "false", "No", "OFF", "")),
        ("secret", "s" * 50, "s" * 50),
        ("names", "example.org", ["example.org"]),
        (
            "names",
            " example.org , .example.net,[::1],10.0.0.1:80",
            ["example.org", ".example.net", "[::1]", "10.0.0.1:80"],
        ),
        ("names", "", ["localhost"]),
        ("web_address", "https://example.org", "https://example.org"),
        ("web_address", "http://localhost:8000/x", "http://localhost:8000/x"),
        ("web_address", "", "http://localhost:8000"),
        ("redis", "redis://:password@host:6379/3", "redis://:password@host:6379/3"),
        ("redis", "rediss://host", "rediss://host"),
        ("redis", "unix:///run/redis.sock?db=1", "unix:///run/redis.sock?db=1"),
        ("keys", KEY_A, (b"a" * 32,)),
        ("keys", f"{KEY_B},{KEY_A}", (b"b" * 32, b"a" * 32)),
        ("keys", "none", ()),
        ("seconds", "5", timedelta(seconds=5)),
        ("seconds", "", timedelta(minutes=10)),
    ],
)
def test_what_is_allowed_is_read(reader: str, value: str, read: object) -> None:
    assert READERS[reader](Environment({"IT": value})) == read


@pytest.mark.parametrize(
    ("address", "read"),
    [
        (
            "postgresql://user:pass%2Fword@host:5433/name",
            {"NAME": "name", "USER": "user", "PASSWORD": "pass/word", "HOST": "host", "PORT": "5433"},
        ),
        (
            "postgres:///name",
            {"NAME": "name", "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""},
        ),
        (
            "postgresql://user@/name?host=/run/a%20folder&port=5434",
            {"NAME": "name", "USER": "user", "PASSWORD": "", "HOST": "/run/a folder", "PORT": "5434"},
        ),
        (
            "postgresql://[::1]:5432/na%20me",
            {"NAME": "na me", "USER": "", "PASSWORD": "", "HOST": "::1", "PORT": "5432"},
        ),
    ],
)
def test_a_database_address_becomes_settings(address: str, read: dict[str, str]) -> None:
    assert Environment({"IT": address}).postgres("IT", default="") == read


@pytest.mark.parametrize(
    ("reader", "value", "allowed"),
    [
        ("flag", CANARY, "allowed are 1, true, yes, on and 0, false, no, off"),
        ("flag", "2", "allowed are 1, true, yes, on and 0, false, no, off"),
        ("flag", " 1", "allowed are 1, true, yes, on and 0, false, no, off"),
        ("secret", "", "needs a random secret of at least 50 characters"),
        ("secret", CANARY, "needs a random secret of at least 50 characters"),
        ("secret", CANARY.ljust(49, "x"), "needs a random secret of at least 50 characters"),
        (
            "names",
            f"{CANARY} {CANARY}",
            "needs host names separated by commas, as example.org,www.example.org",
        ),
        ("names", f"{CANARY},", "needs host names separated by commas, as example.org,www.example.org"),
        ("names", "*", "needs host names separated by commas, as example.org,www.example.org"),
        (
            "names",
            f"https://{CANARY}",
            "needs host names separated by commas, as example.org,www.example.org",
        ),
        ("web_address", CANARY, "needs a full address, as https://example.org"),
        ("web_address", f"ftp://{CANARY}", "needs a full address, as https://example.org"),
        ("web_address", f"javascript:{CANARY}", "needs a full address, as https://example.org"),
        ("web_address", f"https:///{CANARY}", "needs a full address, as https://example.org"),
        ("web_address", f"https://{CANARY}:port", "is not a well-formed address"),
        ("web_address", f"https://[{CANARY}", "is not a well-formed address"),
        ("postgres", CANARY, "needs an address, as postgresql://user:password@host:5432/database"),
        (
            "postgres",
            f"mysql://{CANARY}/x",
            "needs an address, as postgresql://user:password@host:5432/database",
        ),
        (
            "postgres",
            f"postgresql://{CANARY}",
            "needs an address, as postgresql://user:password@host:5432/database",
        ),
        ("postgres", f"postgresql://{CANARY}:99999/x", "is not a well-formed address"),
        ("web_address", f"https://{CANARY}.org\n", "is not a well-formed address"),
        ("web_address", f"https://{CANARY}.org/a b", "is not a well-formed address"),
        ("postgres", f"postgresql://{CANARY}/x?sslmode=require", ONLY_HOST_AND_PORT),
        ("postgres", f"postgresql:///x?host=/run&port={CANARY}", ONLY_HOST_AND_PORT),
        ("redis", CANARY, "needs an address, as redis://host:6379/0 or unix:///run/redis.sock"),
        ("redis", f"http://{CANARY}", "needs an address, as redis://host:6379/0 or unix:///run/redis.sock"),
        ("redis", f"redis://{CANARY}:x", "is not a well-formed address"),
        *(("keys", value, KEYS) for value in ("", CANARY, "none,none", "YWFh", KEY_A[:-2], "ключ")),
        *(("keys", f"{KEY_A},{other}", KEYS) for other in (KEY_A, "", CANARY)),
        *(("seconds", value, SECONDS) for value in ("0", "-1", "1.5", "1000000", "٣", CANARY)),
    ],
)
def test_anything_else_stops_and_says_what_is_allowed_but_not_what_was_there(
    reader: str, value: str, allowed: str
) -> None:
    with pytest.raises(BadEnvironment) as stopped:
        READERS[reader](Environment({"IT": value}))

    assert str(stopped.value) == f"IT: {allowed}"
    assert stopped.value.__cause__ is None


def test_only_a_debugging_start_does_without_a_secret() -> None:
    made_up = Environment({}).secret("SECRET_KEY", at_least=50, debug=True)

    assert (len(made_up), made_up.startswith("insecure-")) == (50, True)
    with pytest.raises(BadEnvironment):
        Environment({"SECRET_KEY": "short"}).secret("SECRET_KEY", at_least=50, debug=True)


def test_text_falls_back_when_empty() -> None:
    assert Environment({"IT": ""}).text("IT", default="x") == "x"
    assert Environment({"IT": "y"}).text("IT", default="x") == "y"


def test_variables_that_belong_together_are_all_there_or_none() -> None:
    Environment({}).together(ONE=None, OTHER=None)
    Environment({}).together(ONE=1, OTHER=2)
    with pytest.raises(BadEnvironment) as stopped:
        Environment({}).together(ONE=CANARY, OTHER=None)

    assert str(stopped.value) == "OTHER: is needed together with ONE"


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    """A start of the site with these variables alone."""
    bare = {"PATH": os.environ["PATH"], "SECRET_KEY": "s" * 50, "SEAL_KEYS": KEY_A, **variables}
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup(); print('started')"],
        cwd=ROOT,
        env={name: value for name, value in bare.items() if value}
        | {"DJANGO_SETTINGS_MODULE": "wellbeing.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.service
def test_the_site_starts_with_its_secrets_and_nothing_else() -> None:
    done = start()

    assert (done.returncode, done.stdout) == (0, "started\n")


@pytest.mark.service
@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY: needs a random secret of at least 50 characters"),
        ({"SECRET_KEY": CANARY}, "SECRET_KEY: needs a random secret of at least 50 characters"),
        ({"SEAL_KEYS": ""}, f"SEAL_KEYS: {KEYS}"),
        ({"OUTBOX_LEASE": CANARY}, f"OUTBOX_LEASE: {SECONDS}"),
        ({"DEBUG": CANARY}, "DEBUG: allowed are 1, true, yes, on and 0, false, no, off"),
        (
            {"DATABASE_URL": f"sqlite:///{CANARY}"},
            "DATABASE_URL: needs an address, as postgresql://user:password@host:5432/database",
        ),
        (
            {"REDIS_URL": f"amqp://{CANARY}"},
            "REDIS_URL: needs an address, as redis://host:6379/0 or unix:///run/redis.sock",
        ),
        ({"SITE_URL": CANARY}, "SITE_URL: needs a full address, as https://example.org"),
        ({"QUICK_EXIT_URL": CANARY}, "QUICK_EXIT_URL: needs a full address, as https://example.org"),
        (
            {"EMAIL_URL": f"smtp://{CANARY}"},
            "EMAIL_FROM: is needed together with EMAIL_URL",
        ),
        (
            {"EMAIL_FROM": f"{CANARY}@example.org"},
            "EMAIL_URL: is needed together with EMAIL_FROM",
        ),
        (
            {"TELEGRAM_TOKEN": CANARY},
            "TELEGRAM_TOKEN: needs a bot's token and name, as 123456:token@name_of_the_bot",
        ),
        (
            {"NTFY_URL": f"http://{CANARY}"},
            "NTFY_URL: needs https unless the server runs on this machine",
        ),
        (
            {"ALLOWED_HOSTS": f"{CANARY}/"},
            "ALLOWED_HOSTS: needs host names separated by commas, as example.org,www.example.org",
        ),
    ],
)
def test_a_wrong_variable_stops_a_real_start(variables: dict[str, str], said: str) -> None:
    done = start(**variables)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{said}\n")


@pytest.mark.service
def test_a_debugging_start_needs_no_secret() -> None:
    assert start(DEBUG="1", SECRET_KEY="", SEAL_KEYS="").returncode == 0


@pytest.mark.parametrize(
    ("redis", "broker"),
    [
        ("redis://127.0.0.1:6379/3", "redis://127.0.0.1:6379/3"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=0"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
        ("unix://:word@/run/redis.sock?db=3", "redis+socket://:word@/run/redis.sock?virtual_host=3"),
    ],
)
def test_the_broker_keeps_to_the_same_redis_number(redis: str, broker: str) -> None:
    assert broker_of(redis) == broker


@pytest.mark.service
def test_what_is_asked_for_waits_in_the_redis_number_that_was_given() -> None:
    address = numbered(os.environ["REDIS_URL"], redis_number(os.environ["REDIS_URL"]) + 2)

    with Connection(broker_of(address)) as connection, connection.SimpleQueue("a-queue") as queue:
        queue.put({})

    with Redis.from_url(address) as client:
        assert client.llen("a-queue") == 1
        client.flushdb()
