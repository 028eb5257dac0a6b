"""A server of the web that keeps every byte it was sent, and answers what it is told to."""

import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

HANG_UP, SILENCE = "hang up", "silence"
OK = (200, {})

Answer = tuple[int, Any] | str


@dataclass
class Request:
    """One request as it came: the first line, the headers in their order, and the body."""

    raw: bytes

    @property
    def line(self) -> str:
        return self.raw.partition(b"\r\n")[0].decode()

    @property
    def headers(self) -> list[tuple[str, str]]:
        head = self.raw.partition(b"\r\n\r\n")[0].decode("latin-1")
        return [tuple(line.split(": ", 1)) for line in head.split("\r\n")[1:]]

    @property
    def body(self) -> bytes:
        return self.raw.partition(b"\r\n\r\n")[2]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Site:
    """What came, over how many connections; `answers` are given one after the other, then `reply`'s."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    reply: Callable[[Request], Answer] = lambda request: OK
    connections: list[socket.socket] = field(default_factory=list)
    cookie: str = ""

    def hang_up(self) -> None:
        for connection in self.connections:
            connection.close()


@contextmanager
def serving(site: Site, context: ssl.SSLContext | None = None) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        site.port = listener.getsockname()[1]
        threading.Thread(target=_accept, args=(listener, site, context), daemon=True).start()
        yield site
        listener.shutdown(socket.SHUT_RDWR)
    site.hang_up()


def _accept(listener: socket.socket, site: Site, context: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, site, context), daemon=True).start()


def _serve(connection: socket.socket, site: Site, context: ssl.SSLContext | None) -> None:
    try:
        if context is not None:
            connection = context.wrap_socket(connection, server_side=True)
        site.connections.append(connection)
        with connection, connection.makefile("rb") as stream:
            while request := _read(stream):
                site.requests.append(request)
                answer = site.answers.pop(0) if site.answers else site.reply(request)
                if answer == HANG_UP:
                    connection.shutdown(socket.SHUT_RDWR)
                    return
                if answer != SILENCE:
                    connection.sendall(_written(answer, site.cookie))
    except OSError:
        return


def _read(stream: Any) -> Request | None:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            return None
        head += line
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return Request(head + (stream.read(int(length[1])) if length else b""))


def _written(answer: tuple[int, Any], cookie: str) -> bytes:
    status, content = answer
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{cookie}\r\n".encode() + body
