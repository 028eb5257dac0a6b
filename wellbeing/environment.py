"""Strict readers for the environment: a wrong value stops the start and says what is allowed."""

import base64
import os
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

KEY_SIZE = 32

Read = TypeVar("Read")


class BadEnvironment(SystemExit):
    """A variable is missing or malformed. Names the variable and what it may hold, never its value."""

    def __init__(self, name: str, allowed: str) -> None:
        super().__init__(f"{name}: {allowed}")


class Malformed(ValueError):
    """A reader cannot make anything of a text. Says what it may hold, never what it held."""


class Environment:
    """Reads variables one by one; an empty one counts as absent."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables

    def _get(self, name: str) -> str | None:
        return self._variables.get(name) or None

    def flag(self, name: str, *, default: bool) -> bool:
        """`1`/`true`/`yes`/`on` or `0`/`false`/`no`/`off`."""
        value = self._get(name)
        if value is None:
            return default
        if value.lower() in {"1", "true", "yes", "on"}:
            return True
        if value.lower() in {"0", "false", "no", "off"}:
            return False
        raise BadEnvironment(name, "allowed are 1, true, yes, on and 0, false, no, off")

    def seconds(self, name: str, *, default: int) -> timedelta:
        """A whole number of seconds, at least one."""
        value = self._get(name) or str(default)
        if not value.isascii() or not value.isdecimal() or not 0 < int(value) < 10**6:
            raise BadEnvironment(name, "needs a whole number of seconds, at least 1")
        return timedelta(seconds=int(value))

    def text(self, name: str, *, default: str) -> str:
        return self._get(name) or default

    def secret(self, name: str, *, at_least: int, debug: bool) -> str:
        """A secret of at least `at_least` characters; only a debugging start may do without one."""
        value = self._get(name)
        if value is None and debug:
            return f"insecure-{name.lower()}-for-debugging-only-".ljust(at_least, "x")
        if value is None or len(value) < at_least:
            raise BadEnvironment(name, f"needs a random secret of at least {at_least} characters")
        return value

    def keys(self, name: str, *, debug: bool) -> tuple[bytes, ...]:
        """Keys of 32 bytes in base64url, separated by commas, the current one first; `none` for no key."""
        value = self._get(name)
        if value is None and debug:
            return (b"insecure-key-for-debugging-only-",)
        if value == "none":
            return ()
        try:
            keys = [base64.b64decode(part + "==", altchars=b"-_") for part in (value or "").split(",")]
        except ValueError:
            keys = []
        if not keys or any(len(key) != KEY_SIZE for key in keys) or len(set(keys)) < len(keys):
            raise BadEnvironment(
                name, "needs different keys of 32 bytes in base64url, separated by commas, or the word none"
            )
        return tuple(keys)

    def names(self, name: str, *, default: list[str]) -> list[str]:
        """Host names separated by commas."""
        value = self._get(name)
        if value is None:
            return default
        names = [part.strip() for part in value.split(",")]
        if not all(re.fullmatch(r"\.?[A-Za-z0-9_.:\[\]-]+", part) for part in names):
            raise BadEnvironment(name, "needs host names separated by commas, as example.org,www.example.org")
        return names

    def web_address(self, name: str, *, default: str) -> str:
        """An absolute http(s) address."""
        value = self._get(name) or default
        parts = _split(name, value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise BadEnvironment(name, "needs a full address, as https://example.org")
        return value

    def postgres(self, name: str, *, default: str) -> dict[str, object]:
        """A `postgresql://` address as Django's connection settings; the host may be a socket folder.

        Of a query `host` and `port` are read. Anything else stops the start, because whoever wrote
        `sslmode` counts on it; PostgreSQL's own variables, as PGSSLMODE, are heeded.
        """
        value = self._get(name) or default
        parts = _split(name, value)
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            raise BadEnvironment(name, "needs an address, as postgresql://user:password@host:5432/database")
        query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
        if query.keys() - {"host", "port"} or not query.get("port", "0").isdecimal():
            raise BadEnvironment(name, "may have after `?` only host= and port=; see PGSSLMODE for the rest")
        return {
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": query.get("port", str(parts.port or "")),
        }

    def redis(self, name: str, *, default: str) -> str:
        """A `redis://`, `rediss://` or `unix://` address."""
        value = self._get(name) or default
        if _split(name, value).scheme not in {"redis", "rediss", "unix"}:
            raise BadEnvironment(name, "needs an address, as redis://host:6379/0 or unix:///run/redis.sock")
        return value

    def optional(self, name: str, reader: Callable[[str], Read]) -> Read | None:
        """What `reader` makes of the variable, None where there is none. A reader may raise Malformed."""
        value = self._get(name)
        if value is None:
            return None
        try:
            return reader(value)
        except Malformed as error:
            raise BadEnvironment(name, str(error)) from None

    def together(self, **variables: object) -> None:
        """Stops the start if some of these variables are there and others are not."""
        missing = [name for name, value in variables.items() if value is None]
        if missing and len(missing) < len(variables):
            there = ", ".join(sorted(variables.keys() - set(missing)))
            raise BadEnvironment(missing[0], f"is needed together with {there}")


def _split(name: str, value: str) -> SplitResult:
    # Python's reader passes over spaces and line ends, which would stay in the value.
    if any(letter.isspace() or not letter.isprintable() for letter in value):
        raise BadEnvironment(name, "is not a well-formed address")
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise BadEnvironment(name, "is not a well-formed address") from None
    return parts


def broker_of(redis: str) -> str:
    """The address of a Redis as Celery's broker has it, with the same number: it names a socket otherwise."""
    parts = urlsplit(redis)
    if parts.scheme != "unix":
        return redis
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.netloc}{parts.path}?virtual_host={number}"
