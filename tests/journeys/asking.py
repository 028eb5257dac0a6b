"""Requests to the running site over a socket of their own, answered as the bytes that went over the wire."""

import contextlib
import re
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from tests.running import Site

FORM = "application/x-www-form-urlencoded"
VERSION = re.compile(r'name="v" value="(\w+)"')
CODE = re.compile(r'<p class="code">([^<]+)</p>')
QUESTION = re.compile(r'<fieldset class="question.*?</fieldset>', re.DOTALL)
OPTION = re.compile(r'value="(\w)"')

Fields = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """All that came back for one request, up to the end of the connection."""

    wire: bytes

    @cached_property
    def head(self) -> list[str]:
        return self.wire.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")

    @property
    def body(self) -> bytes:
        return self.wire.partition(b"\r\n\r\n")[2]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def status(self) -> int:
        return int(self.head[0].split()[1])

    @property
    def headers(self) -> dict[str, str]:
        return dict(line.split(": ", 1) for line in self.head[1:])


def send_raw(site: Site, request: bytes, *, seconds: float = 15) -> Answer:
    """What the server says to these very bytes; nothing more is sent after them."""
    received = []
    with socket.create_connection(("localhost", site.port), timeout=seconds) as connection:
        with contextlib.suppress(ConnectionError):  # the server had heard enough
            connection.sendall(request)
        with contextlib.suppress(OSError):  # it has closed its side already
            connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            while part := connection.recv(65536):
                received.append(part)
    return Answer(b"".join(received))


def request_of(
    site: Site, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> bytes:
    """A well-formed request that asks for the connection to be closed after it."""
    given = {"Host": f"localhost:{site.port}", "Connection": "close", **(headers or {})}
    if body or method == "POST":
        own = {"Content-Type": FORM, "Content-Length": str(len(body)), "Accept-Encoding": "gzip, br"}
        given = own | given
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def ask(site: Site, path: str, **headers: str) -> Answer:
    return send_raw(site, request_of(site, "GET", path, headers=headers))


def send(site: Site, path: str, fields: Fields) -> Answer:
    return send_raw(site, request_of(site, "POST", path, urlencode(fields).encode()))


@dataclass(frozen=True)
class Check:
    """One self-check of the running site: its address, its version, how many options each question has."""

    site: Site
    address: str
    version: str
    options: tuple[int, ...]

    @classmethod
    def of(cls, site: Site, slug: str, language: str) -> "Check":
        address = f"/{language}/check/{slug}/"
        page = ask(site, address).text
        version = VERSION.search(page)
        assert version
        questions = QUESTION.findall(page)
        return cls(site, address, version[1], tuple(len(OPTION.findall(one)) for one in questions))

    def take(self, line: str) -> Answer:
        """The result of the form filled in as `line` says, `-` for a skipped question."""
        answers = {f"q{number}": place for number, place in enumerate(line, start=1)}
        return send(self.site, self.address, {"v": self.version, **answers})

    def carry(self, line: str, do: str, **fields: str) -> Answer:
        """What a button of the result page leads to."""
        return send(self.site, self.address, {"v": self.version, "a": line, "do": do, **fields})

    def keep(self, line: str) -> str:
        """The code of a new history with this result."""
        shown = CODE.search(self.carry(line, "keep").text)
        assert shown
        return shown[1]


def come_back(site: Site, language: str, code: str, do: str = "") -> Answer:
    """What the form for a return code leads to."""
    return send(site, f"/{language}/return/", {"code": code, "do": do} if do else {"code": code})
