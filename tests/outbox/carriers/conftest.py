"""The edge of the network, where names of servers lead to this machine; and nothing heard by any log."""

import logging
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.outbox.carriers.certificates import Authority

Lead = Callable[..., None]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The tests' authority, known to every program that reads the system's list."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.bundle))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.bundle))
    return authority


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Lead:
    """Lets a name and port lead to a port of this machine; any other name is not known."""
    ports: dict[tuple[str, int], int] = {}
    ask = socket.getaddrinfo

    def answer(host: Any, port: Any, *more: Any, **words: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name in {"127.0.0.1", "localhost", "::1"}:
            return ask(host, port, *more, **words)
        if (name, int(port)) not in ports:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return ask("127.0.0.1", ports[name, int(port)], *more, **words)

    def add(host: str, port: int, *, to: int) -> None:
        ports[host, port] = to

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return add


class Ears(logging.Handler):
    """Keeps whatever reaches the root of the logs."""

    def __init__(self) -> None:
        super().__init__(level=1)
        self.heard: list[str] = []
        self.loggers: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.loggers.add(record.name)
        self.heard.append(self.format(record))


@pytest.fixture
def ears() -> Iterator[Ears]:
    """A log that writes everything down, of every logger there is."""
    ears, root = Ears(), logging.getLogger()
    loggers = [root, *(each for each in root.manager.loggerDict.values() if isinstance(each, logging.Logger))]
    levels = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(1)
    root.addHandler(ears)
    yield ears
    root.removeHandler(ears)
    for logger, level in levels:
        logger.setLevel(level)
