"""A real server of mail on loopback that fails where it is told to, and keeps what it took."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HANG_UP, SILENCE = "hang up", "silence"


@dataclass
class Taken:
    """One message: who said hello, the envelope, and the bytes."""

    hello: str
    sender: str
    options: list[str]
    receivers: list[str]
    data: bytes


@dataclass
class Post:
    """`answers` are given at a command, one after the other; DATA is before the text, END after it."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    connections: list["_Scripted"] = field(default_factory=list)
    port: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(
            Taken(
                hello=session.host_name,
                sender=envelope.mail_from,
                options=envelope.mail_options,
                receivers=envelope.rcpt_tos,
                data=envelope.original_content,
            )
        )
        return "250 OK"

    def hang_up(self) -> None:
        for connection in self.connections:
            connection.loop.call_soon_threadsafe(connection.transport.abort)


class _Scripted(SMTP):
    """Asks the script before it answers."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self not in self.event_handler.connections:
            self.event_handler.connections.append(self)

    async def push(self, status: Any) -> None:
        text = status if isinstance(status, str) else status.decode()
        stage = {"220": "HELLO", "354": "DATA"}.get(text[:3], self._stage if self._is_end(text) else "")
        await super().push(await self._script(stage) or status)

    def _is_end(self, text: str) -> bool:
        return text[3:4] != "-"

    _stage = ""

    async def _script(self, stage: str) -> str:
        waiting = self.event_handler.answers.get(stage)
        answer = waiting.pop(0) if waiting else ""
        if answer == HANG_UP:
            self.transport.abort()
            await asyncio.sleep(3600)
        if answer == SILENCE:
            await asyncio.sleep(3600)
        if answer and stage == "MAIL":
            self._set_rset_state()  # a sender who was not taken is none
        return answer

    async def smtp_EHLO(self, hostname: str) -> None:
        await self._note("EHLO", hostname, super().smtp_EHLO)

    async def smtp_MAIL(self, arg: str) -> None:
        await self._note("MAIL", arg, super().smtp_MAIL)

    async def smtp_RCPT(self, arg: str) -> None:
        await self._note("RCPT", arg, super().smtp_RCPT)

    async def smtp_DATA(self, arg: str) -> None:
        await self._note("END", arg, super().smtp_DATA)

    async def smtp_RSET(self, arg: str) -> None:
        await self._note("RSET", arg, super().smtp_RSET)

    async def smtp_QUIT(self, arg: str) -> None:
        await self._note("QUIT", arg, super().smtp_QUIT)

    async def smtp_AUTH(self, arg: str) -> None:
        await self._note("AUTH", arg, super().smtp_AUTH)

    async def _note(self, stage: str, arg: str, go_on: Any) -> None:
        self.event_handler.said.append(f"{stage} {arg}" if arg else stage)
        self._stage = stage
        await go_on(arg)
        self._stage = ""


@contextmanager
def posting(
    post: Post, *, context: ssl.SSLContext | None = None, at_once: bool = False, **words: Any
) -> Iterator[Post]:
    """The server while it runs; with a `context` it offers STARTTLS, or is encrypted `at_once`."""
    loop = asyncio.new_event_loop()
    offered = words if at_once else words | {"tls_context": context}

    def answer() -> SMTP:
        return _Scripted(post, hostname="post", timeout=60, loop=loop, **offered)

    serving = loop.create_server(answer, "127.0.0.1", 0, ssl=context if at_once else None)
    server = loop.run_until_complete(serving)
    post.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield post
    finally:
        asyncio.run_coroutine_threadsafe(_end(server, post), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server, post: Post) -> None:
    server.close()
    for connection in post.connections:
        if connection.transport is not None:
            connection.transport.abort()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def let_in(name: bytes, password: bytes) -> Any:
    """Takes one name and password."""

    def ask(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (name, password))

    return ask
