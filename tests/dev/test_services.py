"""The services of a checkout: private, silent, and without a trace where nothing may be left."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from deploy.local.prepare import ROOT

pytestmark = pytest.mark.service

CANARY = "canary-7f3a91"
PROGRAM = """
import json, sys
from pathlib import Path
from deploy.local.processes import Supervisor
from deploy.local.services import Postgres, Redis, socket_folder
with socket_folder() as sockets, Supervisor() as supervisor:
    postgres, redis = Postgres(Path(sys.argv[1]), sockets, durable=True), Redis(sockets)
    postgres.start(supervisor)
    redis.start(supervisor)
    print(json.dumps({"sockets": str(sockets), "postgres": postgres.url, "redis": redis.url}), flush=True)
    sys.stdin.readline()
    supervisor.watch(until=lambda: True)
    supervisor._pump(0.2)
    print(json.dumps([line for child in supervisor.children for line in child.tail]), flush=True)
"""


def test_services_keep_to_themselves_and_say_nothing(tmp_path: Path) -> None:
    data = tmp_path / ("d" * 120) / "postgres"
    command = [sys.executable, "-c", PROGRAM, str(data)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        told = json.loads(process.stdout.readline())
        sockets = Path(told["sockets"])
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert sockets.stat().st_uid == os.geteuid()
        ask_postgres(told["postgres"])
        ask_redis(told["redis"])
        assert data.stat().st_mode & 0o077 == 0
        process.stdin.write("\n")
        process.stdin.flush()
        lines = json.loads(process.stdout.readline())
    assert process.returncode == 0
    assert [line for line in lines if CANARY in line or "ERROR" in line] == []
    assert not sockets.exists()


def ask_postgres(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        with pytest.raises(psycopg.errors.SyntaxError):
            connection.execute(f"SELECT {CANARY} FROM")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT %s::int", [CANARY])
        row = connection.execute(
            "SELECT current_user, rolsuper, inet_server_addr(), current_setting('listen_addresses'), "
            "lower('ПРИВЕТ'), current_setting('fsync') FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == ("wellbeing", False, None, "", "привет", "on")


def ask_redis(url: str) -> None:
    with redis.Redis.from_url(url) as connection:
        connection.set("name", CANARY)
        assert connection.config_get("save") == {"save": ""}
        assert connection.config_get("appendonly") == {"appendonly": "no"}
        assert connection.config_get("port") == {"port": "0"}
        assert connection.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert connection.slowlog_get() == []
