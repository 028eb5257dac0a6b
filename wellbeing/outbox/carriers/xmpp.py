"""Letters to people on XMPP, through one stream a batch.

Apprise keeps the stream but only queues a letter on it. So after each letter the server is asked something
small: it answers in order, and with that it has read the letter or has sent it back.

The account here does nothing but send. It tells nobody that it is there, lets nobody onto its list of
contacts, which the server would keep, and is not led to another server. For that Apprise's module gets a
client of our own in place of the library's; undo it when Apprise can be told these things.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace, TracebackType
from typing import Any, Self
from urllib.parse import quote

import slixmpp
from apprise.plugins.xmpp import adapter
from apprise.plugins.xmpp.base import NotifyXMPP
from apprise.plugins.xmpp.common import SecureXMPPMode
from django.conf import settings
from slixmpp import jid
from slixmpp.exceptions import IqTimeout

from wellbeing.outbox import addresses
from wellbeing.outbox.carriers import texts
from wellbeing.outbox.carriers.apprise import ASSET, SECONDS, Plain
from wellbeing.outbox.letters import Letter, NotSent, Refused, Uncertain, Unreachable, rest
from wellbeing.outbox.servers import Server, needed

# Apprise gives a third of its time to connecting and a third to the greetings.
SHARES = 3
GOODBYE_SECONDS = 2.0
# Of an error that comes back: it will always come back (RFC 6120, 8.3.2).
FINAL = "cancel"


class Stream(slixmpp.ClientXMPP):
    """A client that sends and asks, and otherwise keeps still."""

    # Apprise's own class, made of this one, sets these and waits for the event.
    _auth_failed: bool
    _session_started_evt: asyncio.Event | None = None

    def __init__(self, jid: str, password: str) -> None:
        super().__init__(jid, password, lang="")
        self.auto_authorize, self.auto_subscribe = None, False
        self.returned: dict[str, str] = {}
        self.add_event_handler("message_error", self._take_back)
        self.add_event_handler("disconnected", self._end_waiting)

    def send_presence(self, *_: Any, **__: Any) -> None:
        """Nobody is to see when this account is there."""

    def send_message(self, mto: slixmpp.JID, *_: Any, mbody: str | None = None, **__: Any) -> None:
        """The text alone. The library adds a language and an empty subject."""
        letter = self.Message(sto=mto, stype="chat")
        letter["body"] = mbody
        letter.send()

    async def leave(self) -> None:
        """Say goodbye and wait a moment for the answer."""
        if self.transport is not None:
            await self.disconnect(GOODBYE_SECONDS)

    def connect(self, host: str | None = None, port: int | None = None) -> asyncio.Future[bool]:
        """One attempt, which tells whether there is a connection. Apprise takes no answer for a failure."""
        if self.enable_plaintext:  # the server runs on this machine
            plain = self.plugin["feature_mechanisms"]
            plain.unencrypted_plain = plain.unencrypted_scram = True
        return asyncio.ensure_future(self._attempt(super().connect(host, port)), loop=self.loop)

    async def settle(self, address: slixmpp.JID, seconds: float) -> str:
        """How the server sent the last letter to this address back: the kind of error, empty for none.

        Raises TimeoutError if the server is silent, and Uncertain if it went.
        """
        if self.transport is None:  # it went before anybody could ask
            raise Uncertain
        ping = self.plugin["xep_0199"].send_ping(slixmpp.JID(self.boundjid.host), timeout=seconds)
        await asyncio.wait({ping, self.disconnected}, return_when=asyncio.FIRST_COMPLETED)
        if not ping.done():
            ping.cancel()
            raise Uncertain
        if isinstance(ping.exception(), IqTimeout):
            raise TimeoutError
        return self.returned.pop(address.bare, "")

    async def _attempt(self, attempt: asyncio.Future[Any]) -> bool:
        await asyncio.wait({attempt})
        return self.transport is not None

    def _take_back(self, message: slixmpp.Message) -> None:
        self.returned[message["from"].bare] = message["error"]["type"]

    def _end_waiting(self, _: object) -> None:
        """Let Apprise see at once that no session will begin on this stream."""
        self._auth_failed = True
        if self._session_started_evt is not None:
            self._session_started_evt.set()

    def _handle_stream_error(self, error: Any) -> None:
        """The library would follow a server that says it is another, before it has proved its name."""
        self.abort()


setattr(adapter, "slixmpp", SimpleNamespace(ClientXMPP=Stream, __version__=slixmpp.__version__))  # noqa: B010


class _Plugin(Plain, NotifyXMPP):
    pass


class Xmpp:
    """A carrier that speaks with the operator's XMPP server in the name of one account."""

    def __init__(self, *, server: Server, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        mode = SecureXMPPMode.TLS if server.is_encrypted else SecureXMPPMode.STARTTLS
        if not server.is_encrypted and replace(server, host=server.path or server.host).is_here:
            mode = SecureXMPPMode.NONE
        self._plugin = _Plugin(
            host=server.host,
            xmpp_host=server.path,
            port=server.port,
            user=quote(server.user, safe=""),
            secure=mode != SecureXMPPMode.NONE,
            secure_mode=mode,
            keepalive=True,
            cto=seconds * SHARES,
            asset=ASSET,
        )
        self._plugin.password = server.password
        self._is_silent = False

    def __enter__(self) -> Self:
        self._is_silent = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()
        # Where its faster half is missing, the library remembers the addresses that it has taken apart.
        if hasattr(jid, "_parse_jid"):
            jid._parse_jid.cache_clear()

    def send(self, letter: Letter, meanwhile: Callable[[], None] = rest) -> None:
        try:
            address = slixmpp.JID(addresses.read("xmpp", letter.address))
        except (addresses.BadAddress, jid.InvalidJID):
            raise Refused from None
        if self._is_silent:
            raise Unreachable
        stream = self._stream()
        if stream is not None and stream.transport is None:  # it was closed meanwhile
            self._hang_up()
        self._plugin.targets = [("chat", address.bare)]
        if not self._plugin.send(texts.whole(letter)):
            self._hang_up()
            raise Unreachable
        returned = self._settle(address)
        if returned:
            raise Refused if returned == FINAL else NotSent

    def _settle(self, address: slixmpp.JID) -> str:
        stream = self._stream()
        if stream is None:
            raise Uncertain
        asking = asyncio.run_coroutine_threadsafe(stream.settle(address, self._seconds), stream.loop)
        try:
            return asking.result(timeout=self._seconds + 1)
        except (TimeoutError, Uncertain) as error:
            self._hang_up()
            # Nobody can know of the letter that met the silence; those behind it are spared that.
            self._is_silent = isinstance(error, TimeoutError)
            raise Uncertain from None

    def _stream(self) -> Stream | None:
        client = self._plugin._adapter and self._plugin._adapter._client
        return client if isinstance(client, Stream) else None

    def _hang_up(self) -> None:
        stream = self._stream()
        if stream is not None and stream.loop.is_running():
            leaving = asyncio.run_coroutine_threadsafe(stream.leave(), stream.loop)
            with suppress(TimeoutError):
                leaving.result(timeout=GOODBYE_SECONDS + 1)
        if self._plugin._adapter is not None:
            self._plugin._adapter.close()
        self._plugin._adapter = None


def by_xmpp() -> Xmpp:
    return Xmpp(server=needed(settings.XMPP_URL))
